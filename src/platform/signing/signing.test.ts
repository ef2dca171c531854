import { chmodSync, copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { type Envelope, openKeyStore, signStatement, verifyStatement } from './index.ts'

const home = mkdtempSync(join(tmpdir(), 'sbr-keys-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const keys = openKeyStore(home)
const digest = 'ab'.repeat(32)
const about = { kind: 'model', subject: 'a model', sha256: digest, predicate: { loss: 0.25, name: 'ü' } }
const expected = { kind: 'model', sha256: digest }

describe('signStatement and verifyStatement', () => {
  it('give the predicate back', () => {
    expect(verifyStatement(signStatement(keys.signer, about), expected, keys.trusted)).toEqual(
      about.predicate,
    )
  })

  it('refuse any flipped bit of payload or signature', () => {
    const envelope = signStatement(keys.signer, about)
    const flip = (text: string, bit: number): string => {
      const bytes = Buffer.from(text, 'base64')
      const index = (bit >> 3) % bytes.length
      bytes[index] = (bytes[index] ?? 0) ^ (1 << (bit & 7))
      return bytes.toString('base64')
    }
    fc.assert(
      fc.property(fc.nat(5_000), fc.boolean(), (bit, inPayload) => {
        const [signature] = envelope.signatures
        const changed: Envelope = inPayload
          ? { ...envelope, payload: flip(envelope.payload, bit) }
          : {
              ...envelope,
              signatures: [{ keyid: signature?.keyid ?? '', sig: flip(signature?.sig ?? '', bit) }],
            }
        expect(() => verifyStatement(changed, expected, keys.trusted)).toThrow(/no trusted key/)
      }),
      { numRuns: 500 },
    )
  })

  it('refuse other content, another kind, another type and a stranger', () => {
    const envelope = signStatement(keys.signer, about)
    expect(() => verifyStatement(envelope, { kind: 'dataset', sha256: digest }, keys.trusted)).toThrow(
      /something else/,
    )
    expect(() => verifyStatement(envelope, { kind: 'model', sha256: 'cd'.repeat(32) }, keys.trusted)).toThrow(
      /other content/,
    )
    expect(() => verifyStatement({ ...envelope, payloadType: 'text/plain' }, expected, keys.trusted)).toThrow(
      /no trusted key/,
    )
    const stranger = openKeyStore(join(home, 'stranger'))
    expect(() => verifyStatement(envelope, expected, stranger.trusted)).toThrow(/no trusted key/)
    expect(() => verifyStatement({ ...envelope, signatures: [] }, expected, keys.trusted)).toThrow(
      /no trusted key/,
    )
  })
})

describe('openKeyStore', () => {
  it('keeps the key for the owner alone, and opens the same one again', () => {
    expect(statSync(join(home, 'keys/signing.pem')).mode & 0o777).toBe(0o600)
    expect(openKeyStore(home).signer.keyId).toBe(keys.signer.keyId)
  })

  it('trusts public keys that were put beside it', () => {
    const other = join(home, 'other')
    const origin = openKeyStore(other)
    copyFileSync(join(other, 'keys/signing.pub.pem'), join(home, 'keys/other.pub.pem'))
    const envelope = signStatement(origin.signer, about)
    expect(verifyStatement(envelope, expected, openKeyStore(home).trusted)).toEqual(about.predicate)
  })

  it('refuses a key that others can read', () => {
    const open = join(home, 'open')
    openKeyStore(open)
    chmodSync(join(open, 'keys/signing.pem'), 0o644)
    expect(() => openKeyStore(open)).toThrow(/can be read by others/)
  })
})
