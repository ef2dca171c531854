import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  findCandidates,
  minePairs,
  type PairCandidate,
  recipeIdOf,
  WEAKNESS_CLASSES,
} from '../../src/collect/index.ts'
import type { OsvAdvisory } from '../../src/kernel/index.ts'
import { openParser } from '../../src/platform/index.ts'
import { openTools } from './open-tools.ts'

interface MineFlags {
  cache: string
  advisories: readonly OsvAdvisory[]
  /** File with advisories that are in no snapshot, one fact sheet a line. */
  listed: string
  maxArchiveBytes: number
  maxPerPackage: number
  /** Which ecosystems to look at. */
  ecosystems: readonly string[]
}

/**
 * Mines pairs into `<cache>/mined.jsonl`, and what a reader needs beside them into `<cache>/changes.jsonl`. A package
 * that is there already is left out, so that a run that was ended goes on where it was.
 */
export async function mine(flags: MineFlags, say: (line: string) => void): Promise<void> {
  await mkdir(flags.cache, { recursive: true })
  const done = new Set(
    (await readFile(join(flags.cache, 'log.jsonl'), 'utf8').catch(() => ''))
      .split('\n')
      .filter(Boolean)
      .map((line) => (JSON.parse(line) as { package: string }).package),
  )
  const found = [...(await readListed(flags.listed)), ...findCandidates(flags.advisories)]
  const chosen = found.filter(
    (one) => flags.ecosystems.includes(one.ecosystem) && !done.has(`${one.ecosystem}/${one.package}`),
  )
  say(`${found.length} candidates, ${chosen.length} of them to look at`)
  const parser = await openParser(['python', 'javascript', 'typescript'])
  try {
    let pairs = 0
    const options = { ...flags, tools: await openTools(flags.cache), parser, concurrency: 2 }
    for await (const mined of minePairs(chosen, options)) {
      const { candidate, changed, reason } = mined
      for (const { recipe, change } of mined.pairs) {
        pairs++
        await appendFile(join(flags.cache, 'mined.jsonl'), `${JSON.stringify(recipe)}\n`)
        const { removed, added } = change
        const line = { id: recipeIdOf(recipe), told: candidate.text.slice(0, 600), removed, added }
        await appendFile(join(flags.cache, 'changes.jsonl'), `${JSON.stringify(line)}\n`)
      }
      const entry = {
        package: `${candidate.ecosystem}/${candidate.package}`,
        advisory: candidate.advisory,
        cwe: candidate.weakness.cwe,
        changed,
        pairs: mined.pairs.length,
        reason,
      }
      await appendFile(join(flags.cache, 'log.jsonl'), `${JSON.stringify(entry)}\n`)
    }
    say(`${pairs} pairs`)
  } finally {
    parser.dispose()
  }
}

interface Listed {
  advisory: string
  ecosystem: PairCandidate['ecosystem']
  package: string
  fixed: string[]
  cwe: number
  text: string
}

async function readListed(file: string): Promise<PairCandidate[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter(Boolean)
    .flatMap((line) => {
      const { cwe, ...facts } = JSON.parse(line) as Listed
      const weakness = WEAKNESS_CLASSES.find((one) => one.cwe === cwe)
      if (!weakness) throw new Error(`${file}: no class for CWE-${cwe}`)
      return [{ ...facts, weakness }]
    })
}
