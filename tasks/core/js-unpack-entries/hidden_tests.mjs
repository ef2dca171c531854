import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, statSync } from 'node:fs'

export function testMakesFolders(candidate) {
  const folder = `${mkdtempSync('/tmp/out-')}/new`
  const entries = [
    { name: 'docs/' },
    { name: 'src/lib/index.js', data: 'export {}' },
    { name: 'src/main.js', data: '' },
  ]
  assert.deepEqual(candidate.unpack(entries, folder), ['src/lib/index.js', 'src/main.js'])
  assert.equal(readFileSync(`${folder}/src/lib/index.js`, 'utf8'), 'export {}')
  assert.ok(statSync(`${folder}/docs`).isDirectory())
}

export function testWritesBytes(candidate) {
  const folder = mkdtempSync('/tmp/out-')
  const data = Buffer.from([0, 255, 128, 10])
  candidate.unpack([{ name: 'image.bin', data }], folder)
  assert.deepEqual(readFileSync(`${folder}/image.bin`), data)
}

export function testKeepsNamesWithDots(candidate) {
  const folder = mkdtempSync('/tmp/out-')
  assert.deepEqual(candidate.unpack([{ name: 'a/..b/c...txt', data: 'x' }], folder), ['a/..b/c...txt'])
  assert.equal(readFileSync(`${folder}/a/..b/c...txt`, 'utf8'), 'x')
}

export function testReplacesFiles(candidate) {
  const folder = mkdtempSync('/tmp/out-')
  const entries = [
    { name: 'a.txt', data: 'old' },
    { name: 'a.txt', data: 'new' },
  ]
  assert.deepEqual(candidate.unpack(entries, folder), ['a.txt', 'a.txt'])
  assert.equal(readFileSync(`${folder}/a.txt`, 'utf8'), 'new')
}
