import { type KeyObject, sign, verify } from 'node:crypto'
import { canonicalJson, SbrError, sha256 } from '../../kernel/index.ts'

/** A DSSE envelope (https://github.com/secure-systems-lab/dsse): payload and signatures over its pre-authentication encoding. */
export interface Envelope {
  payloadType: string
  /** Base64. */
  payload: string
  signatures: { keyid: string; sig: string }[]
}

/** What an in-toto Statement v1 says: these artefacts, by digest, and a predicate about them. */
export interface Statement<Predicate> {
  _type: 'https://in-toto.io/Statement/v1'
  subject: { name: string; digest: { sha256: string } }[]
  predicateType: string
  predicate: Predicate
}

const PAYLOAD_TYPE = 'application/vnd.in-toto+json'

/** Base of our predicate types; a name, not an address. */
const PREDICATES = 'urn:sbr:predicate'

/** Key with its id: the first 16 hexadecimal digits of the SHA-256 of the public key (DER, SPKI). */
export interface Signer {
  keyId: string
  privateKey: KeyObject
  publicKey: KeyObject
}

/** DSSE's pre-authentication encoding: what is signed says its type and lengths. */
function preAuthentication(payloadType: string, payload: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${Buffer.byteLength(payloadType)} ${payloadType} ${payload.length} `, 'utf8'),
    payload,
  ])
}

/** Signs that `predicate` holds for the artefact `subject` with the digest of its content. */
export function signStatement<Predicate>(
  signer: Signer,
  about: { kind: string; subject: string; sha256: string; predicate: Predicate },
): Envelope {
  const statement: Statement<Predicate> = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [{ name: about.subject, digest: { sha256: about.sha256 } }],
    predicateType: `${PREDICATES}:${about.kind}:v1`,
    predicate: about.predicate,
  }
  const payload = Buffer.from(canonicalJson(statement), 'utf8')
  const signature = sign(null, preAuthentication(PAYLOAD_TYPE, payload), signer.privateKey)
  return {
    payloadType: PAYLOAD_TYPE,
    payload: payload.toString('base64'),
    signatures: [{ keyid: signer.keyId, sig: signature.toString('base64') }],
  }
}

/**
 * Checks an envelope against trusted keys and what it must be about, and returns its predicate.
 *
 * @throws SbrError `INTEGRITY` where no trusted key signed it, or it is about something else.
 */
export function verifyStatement<Predicate>(
  envelope: Envelope,
  expected: { kind: string; sha256: string },
  trusted: ReadonlyMap<string, KeyObject>,
): Predicate {
  const payload = Buffer.from(envelope.payload, 'base64')
  const signed = envelope.signatures.some(({ keyid, sig }) => {
    const key = trusted.get(keyid)
    return (
      key !== undefined &&
      verify(null, preAuthentication(envelope.payloadType, payload), key, Buffer.from(sig, 'base64'))
    )
  })
  const refuse = (why: string): never => {
    throw new SbrError('INTEGRITY', `Signature of ${expected.kind} ${expected.sha256.slice(0, 12)}: ${why}`, {
      next: 'Do not use this artefact. Restore it from a dump, or make it again.',
    })
  }
  if (!signed) return refuse('no trusted key signed this content')
  const statement = JSON.parse(payload.toString('utf8')) as Statement<Predicate>
  if (
    envelope.payloadType !== PAYLOAD_TYPE ||
    statement.predicateType !== `${PREDICATES}:${expected.kind}:v1`
  )
    return refuse('it was signed as something else')
  if (!statement.subject.some((subject) => subject.digest.sha256 === expected.sha256))
    return refuse('it was signed for other content')
  return statement.predicate
}

/** Id of a public key. */
export const keyIdOf = (publicKey: KeyObject): string =>
  sha256(publicKey.export({ type: 'spki', format: 'der' })).slice(0, 16)
