import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { SbrError } from '../../kernel/index.ts'
import { writeKeyFile } from './write-key-file.ts'

const KEY_BYTES = 32

/**
 * The key under which secrets are fingerprinted in this `SBR_HOME`: the same secret is recognised again, and
 * a fingerprint that leaves is no oracle for guessing it. Made (mode 0600) on first use; two processes at
 * once get the same.
 *
 * @throws SbrError `INTEGRITY` where others can read it, or it is damaged.
 */
export function fingerprintKey(home: string): Uint8Array {
  const folder = join(home, 'keys')
  const path = join(folder, 'fingerprint.key')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (!existsSync(path)) writeKeyFile(path, `${randomBytes(KEY_BYTES).toString('hex')}\n`)
  if ((statSync(path).mode & 0o077) !== 0)
    throw new SbrError('INTEGRITY', `${path} can be read by others`, { next: `Run: chmod 600 ${path}` })
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
  if (key.byteLength !== KEY_BYTES)
    throw new SbrError('INTEGRITY', `${path} is damaged`, {
      next: 'Restore it from a backup, or remove it: fingerprints of secrets change then.',
    })
  return key
}
