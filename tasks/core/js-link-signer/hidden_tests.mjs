import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'

export function testIsTheHmac(candidate) {
  const expected = createHmac('sha256', 'a longer key ü').update('/a b').digest('hex')
  assert.equal(candidate.createLinkSigner({ LINK_KEY: 'a longer key ü', OTHER: 'x' }).sign('/a b'), expected)
}

export function testRefusesOtherPaths(candidate) {
  const signer = candidate.createLinkSigner({ LINK_KEY: 'k1' })
  assert.equal(signer.verify('/a', signer.sign('/a')), true)
  assert.equal(signer.verify('/b', signer.sign('/a')), false)
  assert.equal(signer.verify('/a', '00'), false)
  assert.equal(signer.verify('/a', ''), false)
}

export function testKeysDiffer(candidate) {
  const first = candidate.createLinkSigner({ LINK_KEY: 'k1' })
  const second = candidate.createLinkSigner({ LINK_KEY: 'k2' })
  assert.notEqual(first.sign('/a'), second.sign('/a'))
  assert.equal(second.verify('/a', first.sign('/a')), false)
}
