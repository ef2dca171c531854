export { type Envelope, type Signer, signStatement, verifyStatement } from './envelope.ts'
export { type KeyStore, openKeyStore } from './keys.ts'
