import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'

export function testReadsAFile(candidate) {
  const root = mkdtempSync('/tmp/site-')
  writeFileSync(`${root}/about.html`, '<h1>About</h1>')
  assert.equal(candidate.readAsset(root, '/about.html?lang=en'), '<h1>About</h1>')
}
