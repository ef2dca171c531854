import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync } from 'node:fs'

export function testStoresAPng(candidate) {
  const folder = mkdtempSync('/tmp/avatars-')
  const data = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
  const name = candidate.storeAvatar(folder, 17, { name: 'me.png', type: 'image/png', data })
  assert.match(name, /^17.*\.png$/)
  assert.deepEqual(readFileSync(`${folder}/${name}`), data)
}
