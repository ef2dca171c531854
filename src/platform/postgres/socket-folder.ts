import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SbrError } from '../../kernel/index.ts'

/** The socket is private to its folder, so the number is only a file name. */
export const SERVER_PORT = 5432

/** Longest path of a unix socket on Linux in bytes (sun_path is 108 with its final zero, unix(7)). */
const MAX_SOCKET_PATH = 107

/**
 * The 0700 folder of the server's socket: below the home where that is short enough, else in the folder for
 * temporary files under a name that belongs to this home and this user.
 *
 * @throws SbrError `NOT_ALLOWED` where somebody else owns that folder or could enter it.
 */
export function prepareSocketFolder(home: string, temporary: string = tmpdir()): string {
  const near = join(home, 'postgres/socket')
  const name = `sbr-${process.getuid?.() ?? 0}-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`
  const folder = [near, join(temporary, name), join('/tmp', name)].find(fits)
  if (folder === undefined)
    throw new SbrError('BAD_CONFIG', `No folder is short enough for a socket: ${near}`, {
      next: 'Set TMPDIR to a short path.',
    })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid) || (found.mode & 0o077) !== 0)
    throw new SbrError('NOT_ALLOWED', `${folder} is not a private folder of this user`, {
      next: 'Remove it, or set TMPDIR to a folder of your own.',
    })
  return folder
}

const fits = (folder: string): boolean =>
  Buffer.byteLength(join(folder, `.s.PGSQL.${SERVER_PORT}`)) <= MAX_SOCKET_PATH
