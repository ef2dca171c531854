import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'

const entryOf = (name, data) => ({ name, url: `https://a.example/${name}`, sha256: createHash('sha256').update(data).digest('hex') })

export async function testAsksForTheAddress(candidate) {
  const folder = mkdtempSync('/tmp/plugins-')
  const asked = []
  const download = async (url) => {
    asked.push(url)
    return Buffer.from('x')
  }
  await candidate.installPlugin(entryOf('a-b', 'x'), download, folder)
  assert.deepEqual(asked, ['https://a.example/a-b'])
}

export async function testReplacesAnOldVersion(candidate) {
  const folder = mkdtempSync('/tmp/plugins-')
  for (const text of ['old', 'new ü']) {
    const data = Buffer.from(text)
    await candidate.installPlugin(entryOf('c', data), async () => data, folder)
  }
  assert.equal(readFileSync(`${folder}/c.js`, 'utf8'), 'new ü')
  assert.deepEqual(readdirSync(folder), ['c.js'])
}

export async function testAFailedDownload(candidate) {
  const folder = mkdtempSync('/tmp/plugins-')
  const download = async () => {
    throw new Error('offline')
  }
  await assert.rejects(candidate.installPlugin(entryOf('d', 'x'), download, folder), /offline/)
  assert.deepEqual(readdirSync(folder), [])
}
