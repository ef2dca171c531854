import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { digestJson, SbrError } from '../kernel/index.ts'
import { type Envelope, nearest, openKeyStore, PROJECT_ROOT, verifyStatement } from '../platform/index.ts'
import { type Policy, parsePolicy } from '../reward/index.ts'

const FOLDER = join(PROJECT_ROOT, 'policies')

/** Names of the policies that come along, sorted. */
export const listPolicies = (): string[] => namesIn(FOLDER)

const namesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json') && !name.endsWith('.approval.json'))
        .map((name) => name.slice(0, -'.json'.length))
        .sort()
    : []

/** Names of the policies that were approved in an `SBR_HOME`, sorted. */
export const listApprovedPolicies = (home: string): string[] => namesIn(join(home, 'policies'))

/** Where an approved policy and its approval are kept. */
export const approvedPolicyPaths = (home: string, name: string): { policy: string; approval: string } => ({
  policy: join(home, 'policies', `${name}.json`),
  approval: join(home, 'policies', `${name}.approval.json`),
})

/**
 * Loads a policy by its name or from a file. An approved one of this `SBR_HOME` comes before one of the same name that
 * came along.
 *
 * @throws SbrError `NOT_FOUND` with the nearest name, `BAD_CONFIG` where it is no policy, `NOT_ALLOWED`
 * where it names a held-out judge, `INTEGRITY` where an approved one is not what was approved.
 */
export function loadPolicy(nameOrFile: string, home?: string): Policy {
  if (home !== undefined && listApprovedPolicies(home).includes(nameOrFile))
    return loadApproved(home, nameOrFile)
  const known = listPolicies()
  const path = known.includes(nameOrFile) ? join(FOLDER, `${nameOrFile}.json`) : nameOrFile
  if (!existsSync(path))
    throw new SbrError('NOT_FOUND', `There is no policy "${nameOrFile}"`, {
      next: `Name a file or one of ${known.join(', ')}; did you mean "${nearest(nameOrFile, known)}"?`,
    })
  return parsePolicy(readJson(path), path)
}

function loadApproved(home: string, name: string): Policy {
  const paths = approvedPolicyPaths(home, name)
  const policy = parsePolicy(readJson(paths.policy), paths.policy)
  if (!existsSync(paths.approval))
    throw new SbrError('INTEGRITY', `${paths.policy} has no approval`, {
      next: 'Approve it with `sbr policy approve`, or remove it.',
    })
  const envelope = readJson(paths.approval) as Envelope
  verifyStatement(envelope, { kind: 'approval', sha256: digestJson(policy) }, openKeyStore(home).trusted)
  return policy
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new SbrError('BAD_CONFIG', `${path} is not JSON`, { cause, next: 'Mend the file.' })
  }
}
