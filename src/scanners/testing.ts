import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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
