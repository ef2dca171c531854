import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SbrError } from '../kernel/index.ts'
import { nearest, PROJECT_ROOT } from '../platform/index.ts'
import { type Policy, parsePolicy } from '../reward/index.ts'

const FOLDER = join(PROJECT_ROOT, 'policies')

/** Names of the policies that come along, sorted. */
export const listPolicies = (): string[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()

/**
 * Loads a policy by its name or from a file.
 *
 * @throws SbrError `NOT_FOUND` with the nearest name, `BAD_CONFIG` where it is no policy, `NOT_ALLOWED`
 * where it names a held-out judge.
 */
export function loadPolicy(nameOrFile: string): Policy {
  const known = listPolicies()
  const path = known.includes(nameOrFile) ? join(FOLDER, `${nameOrFile}.json`) : nameOrFile
  if (!existsSync(path))
    throw new SbrError('NOT_FOUND', `There is no policy "${nameOrFile}"`, {
      next: `Name a file or one of ${known.join(', ')}; did you mean "${nearest(nameOrFile, known)}"?`,
    })
  let document: unknown
  try {
    document = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new SbrError('BAD_CONFIG', `${path} is not JSON`, { cause, next: 'Mend the file.' })
  }
  return parsePolicy(document, path)
}
