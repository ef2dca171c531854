import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'

export function testRemovesSubFolders(candidate) {
  const folder = mkdtempSync('/tmp/user-')
  mkdirSync(`${folder}/a/b/c`, { recursive: true })
  mkdirSync(`${folder}/.hidden`)
  writeFileSync(`${folder}/a/1`, '')
  writeFileSync(`${folder}/a/b/2`, '')
  writeFileSync(`${folder}/.hidden/3`, '')
  assert.equal(candidate.emptyFolder(folder), 3)
  assert.deepEqual(readdirSync(folder), [])
}

export function testAnEmptyFolderStays(candidate) {
  const folder = mkdtempSync('/tmp/user-')
  assert.equal(candidate.emptyFolder(folder), 0)
  assert.deepEqual(readdirSync(folder), [])
}

export function testRemovesLinks(candidate) {
  const folder = mkdtempSync('/tmp/user-')
  writeFileSync(`${folder}/a`, 'x')
  symlinkSync('a', `${folder}/link`)
  symlinkSync('/nowhere', `${folder}/broken`)
  assert.equal(candidate.emptyFolder(folder), 1)
  assert.deepEqual(readdirSync(folder), [])
}
