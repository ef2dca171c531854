import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync } from 'node:fs'

export async function testInstalls(candidate) {
  const folder = mkdtempSync('/tmp/plugins-')
  const data = Buffer.from('module.exports = 1')
  const entry = { name: 'word-count', url: 'https://a.example/w.js', sha256: createHash('sha256').update(data).digest('hex') }
  assert.equal(await candidate.installPlugin(entry, async () => data, folder), `${folder}/word-count.js`)
  assert.equal(readFileSync(`${folder}/word-count.js`, 'utf8'), 'module.exports = 1')
}
