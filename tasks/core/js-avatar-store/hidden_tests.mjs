import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'

const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')
const GIF = Buffer.from('GIF89a\x01\0\x01\0\0\0\0;', 'latin1')

export function testStoresAJpeg(candidate) {
  const folder = mkdtempSync('/tmp/avatars-')
  const name = candidate.storeAvatar(folder, 4, { name: 'IMG 01.final.jpg', type: 'image/jpeg', data: JPEG })
  assert.match(name, /^4.*\.jpe?g$/)
  assert.deepEqual(readFileSync(`${folder}/${name}`), JPEG)
}

export function testStoresAGif(candidate) {
  const folder = mkdtempSync('/tmp/avatars-')
  const name = candidate.storeAvatar(folder, 2041, { name: 'a.gif', type: 'image/gif', data: GIF })
  assert.match(name, /^2041.*\.gif$/)
  assert.deepEqual(readdirSync(folder), [name])
}

export function testRefusesOtherTypes(candidate) {
  const folder = mkdtempSync('/tmp/avatars-')
  assert.match(candidate.storeAvatar(folder, 1, { name: 'a.gif', type: 'image/gif', data: GIF }), /^1.*\.gif$/)
  const text = { name: 'a.txt', type: 'text/plain', data: Buffer.from('hello') }
  assert.equal(candidate.storeAvatar(folder, 5, text), null)
  assert.equal(readdirSync(folder).length, 1)
}
