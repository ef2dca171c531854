import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { SbrError } from '../../kernel/index.ts'
import { TOOLS } from '../paths.ts'
import { minimalEnvironment } from '../subprocess.ts'

/** Under whom the server runs, and the command line put before its programs. */
export interface ServerUser {
  kind: 'self' | 'namespace' | 'capability'
  prefix: readonly string[]
  /** Owner of the data folder as this process sees it; null: leave it as it is. */
  ownerUid: number | null
}

/** `nobody` on every Linux: initdb wants a uid with a passwd entry. */
const NOBODY = 65534

/**
 * PostgreSQL refuses uid 0. As root the server gets another identity that still reaches files below a 0700
 * home: first a user namespace (inside it is `nobody`, outside its files stay root's), then, where
 * namespaces are closed, `nobody` with the one capability that opens folders.
 *
 * @throws SbrError `SANDBOX_UNAVAILABLE` as root where neither works.
 */
export function chooseServerUser(uid: number = process.getuid?.() ?? 1): ServerUser {
  if (uid !== 0) return { kind: 'self', prefix: [], ownerUid: null }
  for (const candidate of [namespaceUser(), capabilityUser()]) {
    if (works(candidate)) return candidate
  }
  throw new SbrError(
    'SANDBOX_UNAVAILABLE',
    'PostgreSQL refuses to run as root, and no other user can be used here',
    {
      next: 'Run sbr as a plain user, allow user namespaces, install util-linux (setpriv), or set SBR_DATABASE_URL.',
    },
  )
}

export function namespaceUser(): ServerUser {
  const bwrap = existsSync(TOOLS.bubblewrap) ? TOOLS.bubblewrap : 'bwrap'
  const ids = ['--uid', String(NOBODY), '--gid', String(NOBODY)]
  return {
    kind: 'namespace',
    prefix: [bwrap, '--dev-bind', '/', '/', '--unshare-user', ...ids, '--'],
    ownerUid: 0,
  }
}

export function capabilityUser(): ServerUser {
  const identity = [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
  const capability = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  return { kind: 'capability', prefix: ['setpriv', ...identity, ...capability, '--'], ownerUid: NOBODY }
}

function works(user: ServerUser): boolean {
  const [command, ...args] = user.prefix
  if (command === undefined) return true
  const probe = spawnSync(command, [...args, 'id', '-u'], {
    timeout: 10_000,
    encoding: 'utf8',
    env: minimalEnvironment(),
  })
  return probe.status === 0 && probe.stdout.trim() === String(NOBODY)
}
