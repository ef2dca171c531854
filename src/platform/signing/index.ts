export { type Envelope, type Signer, signStatement, verifyStatement } from './envelope.ts'
export { fingerprintKey } from './fingerprint-key.ts'
export { type KeyStore, openKeyStore } from './keys.ts'
