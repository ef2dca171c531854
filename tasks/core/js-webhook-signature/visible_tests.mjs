import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'

export function testKnowsTheSignature(candidate) {
  const signature = createHmac('sha256', 's3').update('{"paid": 1}').digest('hex')
  assert.equal(candidate.isGenuine('{"paid": 1}', `sha256=${signature}`, 's3'), true)
  assert.equal(candidate.isGenuine('{"paid": 2}', `sha256=${signature}`, 's3'), false)
}
