import { readFileSync, realpathSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { languageOfPath, type ReadContext } from '../findings/index.ts'
import { SbrError } from '../kernel/index.ts'
import { openParser, SymbolTable } from '../platform/index.ts'

/** Source files larger than this are not read for columns and fingerprints. */
const MAX_SOURCE_BYTES = 8 * 1024 * 1024

/**
 * The folder that was scanned, for paths, exact columns and fingerprints. Reads files in it, and nothing
 * outside of it: not even through a link.
 *
 * @throws SbrError `BAD_USAGE` where it is no folder.
 */
export async function openSourceFolder(
  folder: string,
): Promise<Pick<ReadContext, 'root' | 'source' | 'symbol'>> {
  const root = resolve(folder)
  let real: string
  try {
    real = realpathSync(root)
    if (!statSync(real).isDirectory()) throw new Error('not a folder')
  } catch (cause) {
    throw new SbrError('BAD_USAGE', `--source ${folder} is no folder`, {
      cause,
      next: 'Name the folder that was scanned.',
    })
  }
  const source = (path: string): string | null => {
    try {
      const file = realpathSync(join(real, path))
      if (!file.startsWith(real.endsWith(sep) ? real : real + sep)) return null
      const facts = statSync(file)
      return facts.isFile() && facts.size <= MAX_SOURCE_BYTES ? readFileSync(file, 'utf8') : null
    } catch {
      return null
    }
  }
  const symbols = new SymbolTable(await openParser(), (path) => {
    const language = languageOfPath(path)
    const text = language === null ? null : source(path)
    return language === null || text === null ? null : { language, text }
  })
  return { root, source, symbol: (path, line) => symbols.at(path, line) }
}
