import assert from 'node:assert/strict'

export function testSignsAndVerifies(candidate) {
  const signer = candidate.createLinkSigner({ LINK_KEY: 'k1' })
  assert.match(signer.sign('/files/1.pdf'), /^[0-9a-f]{64}$/)
  assert.equal(signer.verify('/files/1.pdf', signer.sign('/files/1.pdf')), true)
}
