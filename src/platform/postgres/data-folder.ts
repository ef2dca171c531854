import {
  chownSync,
  existsSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import { SbrError } from '../../kernel/index.ts'
import { TOOLS } from '../paths.ts'
import { minimalEnvironment, runProcess } from '../subprocess.ts'
import type { ServerUser } from './server-user.ts'

/**
 * Makes sure that a complete data folder of the right version exists and returns its path. It is built beside
 * its place and renamed: two callers at once, or a kill in the middle, leave either a whole folder or none.
 *
 * @throws SbrError `CONFLICT` for a folder of another major version, `DISK_FULL`, `DATABASE`, `TOOL_MISSING`.
 */
export async function ensureDataFolder(home: string, user: ServerUser): Promise<string> {
  const data = join(home, 'postgres/data')
  mkdirSync(join(home, 'postgres'), { recursive: true, mode: 0o700 })
  if (!existsSync(join(data, 'PG_VERSION'))) await createDataFolder(data, user)
  await refuseOtherVersion(data)
  if (user.ownerUid !== null) giveTo(data, user.ownerUid)
  return data
}

async function createDataFolder(data: string, user: ServerUser): Promise<void> {
  removeLeftovers(data)
  const partial = `${data}.partial-${process.pid}-${performance.now().toString(36).replace('.', '')}`
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const [command, ...args] = [
    ...user.prefix,
    join(TOOLS.postgres, 'initdb'),
    ...['-D', partial, '-U', 'postgres', ...locale, '-k', '-A', 'trust'],
  ] as [string, ...string[]]
  try {
    const made = await runProcess({ command, args, timeoutMs: 120_000, cwd: '/', env: minimalEnvironment() })
    if (made.exitCode !== 0)
      throw explainServerOutput(`initdb could not create ${data}`, made.stderr.toString())
    if (!existsSync(join(data, 'PG_VERSION'))) renameSync(partial, data)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error // another caller was first: use its folder
  } finally {
    rmSync(partial, { recursive: true, force: true })
  }
}

/** Removes what a killed caller left, known by its process being gone. */
function removeLeftovers(data: string): void {
  const parent = join(data, '..')
  for (const name of readdirSync(parent)) {
    const pid = /^data\.partial-(\d+)-/.exec(name)?.[1]
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue
    try {
      rmSync(join(parent, name), { recursive: true, force: true })
    } catch {
      // Its initdb outlived the caller and still writes: the next start removes it.
    }
  }
}

async function refuseOtherVersion(data: string): Promise<void> {
  const found = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim()
  const answer = await runProcess({
    command: join(TOOLS.postgres, 'postgres'),
    args: ['--version'],
    timeoutMs: 20_000,
  })
  const installed = /(\d+)\./.exec(answer.stdout.toString())?.[1]
  if (installed === found) return
  throw new SbrError(
    'CONFLICT',
    `${data} was made by PostgreSQL ${found}, installed is ${installed ?? 'unknown'}`,
    {
      next: 'Dump it with the version that made it (`sbr corpus dump`), or set SBR_HOME to another folder.',
    },
  )
}

/** Hands the folder to the identity of the server where another one ran it before. */
function giveTo(data: string, uid: number): void {
  if (statSync(data).uid === uid) return
  for (const entry of readdirSync(data, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(data, entry), uid, uid)
  chownSync(data, uid, uid)
}

/** Turns what initdb or the server wrote into an error with the cause a person can act on. */
export function explainServerOutput(what: string, output: string): SbrError {
  const lines = output.trim().split('\n')
  const telling = lines.filter((line) => /fatal|error|panic|could not/i.test(line)).slice(-3)
  const text = (telling.length > 0 ? telling : lines.slice(-3)).join(' | ').slice(0, 600)
  if (/No space left on device|Disk quota exceeded/i.test(output))
    return new SbrError('DISK_FULL', `${what}: no space left on the device`, {
      next: 'Free disk space or set SBR_HOME to a folder on another disk, then run the same command again.',
    })
  if (/incompatible with server|not compatible with this version/i.test(output))
    return new SbrError('CONFLICT', `${what}: the data folder belongs to another PostgreSQL. ${text}`, {
      next: 'Dump it with the version that made it, or set SBR_HOME to another folder.',
    })
  if (/Address already in use|could not create any Unix-domain sockets|lock file ".*\.s\.PGSQL/i.test(output))
    return new SbrError('CONFLICT', `${what}: its socket is in use by another program. ${text}`, {
      next: 'End the program that holds the socket named above, or set SBR_HOME to another folder.',
    })
  return new SbrError('DATABASE', `${what}: ${text || 'it said nothing'}`, {
    next: 'Run `sbr doctor`; the whole log is in postgres/server.log under SBR_HOME.',
  })
}
