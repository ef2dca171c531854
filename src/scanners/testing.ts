import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A private folder for one test, with files in it. */
export function makeFolder(files: Readonly<Record<string, string>> = {}): {
  path: string
  write(name: string, content: string): void
  remove(): void
} {
  const path = mkdtempSync(join(tmpdir(), 'sbr-test-'))
  const write = (name: string, content: string) => {
    const file = join(path, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  for (const [name, content] of Object.entries(files)) write(name, content)
  return { path, write, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** A program on a PATH of its own that does what `script` (JavaScript) says: a stand-in for a tool, run as the tool is. */
export function makeProgram(name: string, script: string): { path: string; remove(): void } {
  const folder = makeFolder({ [name]: `#!${process.execPath}\n${script}` })
  chmodSync(join(folder.path, name), 0o755)
  return { path: folder.path, remove: folder.remove }
}
