import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export function checksums(folder: string, names: string[]): Record<string, string> {
  const sums = names.map((name) => {
    const input = readFileSync(join(folder, name))
    const output = execFileSync('sha256sum', { input, encoding: 'utf8' })
    return [name, output.slice(0, 64)]
  })
  return Object.fromEntries(sums)
}
