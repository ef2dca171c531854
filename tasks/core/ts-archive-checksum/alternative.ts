import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export function checksums(folder: string, names: string[]): Record<string, string> {
  const result: Record<string, string> = {}
  for (const name of names) {
    const hash = createHash('sha256')
    hash.update(readFileSync(`${folder}/${name}`))
    result[name] = hash.digest('hex')
  }
  return result
}
