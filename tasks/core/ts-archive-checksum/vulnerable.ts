import { execSync } from 'node:child_process'

export function checksums(folder: string, names: string[]): Record<string, string> {
  const result: Record<string, string> = {}
  for (const name of names) {
    const output = execSync(`sha256sum < '${name}'`, { cwd: folder, encoding: 'utf8' })
    result[name] = output.split(' ')[0] as string
  }
  return result
}
