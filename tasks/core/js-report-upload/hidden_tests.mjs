import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'

export async function testLeavesEmptyLinesOut(candidate) {
  assert.deepEqual(await candidate.readReport(gzipSync('a;b\r\n\r\n\nc;\r\n')), [
    ['a', 'b'],
    ['c', ''],
  ])
  assert.deepEqual(await candidate.readReport(gzipSync('')), [])
}

export async function testKeepsOtherAlphabets(candidate) {
  assert.deepEqual(await candidate.readReport(gzipSync('Zürich;王;€')), [['Zürich', '王', '€']])
}

export async function testReadsLargeReports(candidate) {
  const lines = Array.from({ length: 30_000 }, (_, i) => `branch ${i};${i * 7};ü`)
  const rows = await candidate.readReport(gzipSync(lines.join('\n')))
  assert.equal(rows.length, 30_000)
  assert.deepEqual(rows[29_999], ['branch 29999', '209993', 'ü'])
}

export async function testRejectsOtherData(candidate) {
  assert.deepEqual(await candidate.readReport(gzipSync('x')), [['x']])
  await assert.rejects(candidate.readReport(Buffer.from('city;sum\n')))
}
