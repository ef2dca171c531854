import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SbrError } from '../../kernel/index.ts'
import { keyIdOf, type Signer } from './envelope.ts'
import { writeKeyFile } from './write-key-file.ts'

/** The signing key of this `SBR_HOME`, and the public keys that it trusts. */
export interface KeyStore {
  signer: Signer
  /** By key id: the own key and every `*.pub.pem` in the folder. */
  trusted: ReadonlyMap<string, KeyObject>
}

/** Opens `<home>/keys`; makes an Ed25519 key (mode 0600) on first use. Two processes at once get the same key. */
export function openKeyStore(home: string): KeyStore {
  const folder = join(home, 'keys')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, 'signing.pem')
  if (!existsSync(path)) createKey(path)
  if ((statSync(path).mode & 0o077) !== 0)
    throw new SbrError('INTEGRITY', `${path} can be read by others`, { next: `Run: chmod 600 ${path}` })
  const privateKey = createPrivateKey(readFileSync(path))
  const publicKey = createPublicKey(privateKey)
  writePublicKey(join(folder, 'signing.pub.pem'), publicKey)
  const signer = { keyId: keyIdOf(publicKey), privateKey, publicKey }
  const trusted = new Map([[signer.keyId, publicKey]])
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.pub.pem'))) {
    const key = createPublicKey(readFileSync(join(folder, file)))
    trusted.set(keyIdOf(key), key)
  }
  return { signer, trusted }
}

/** The public half, for others to trust what is signed here. */
function writePublicKey(path: string, publicKey: KeyObject): void {
  const text = publicKey.export({ type: 'spki', format: 'pem' })
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text)
}

function createKey(path: string): void {
  const { privateKey } = generateKeyPairSync('ed25519')
  writeKeyFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }))
}
