import assert from 'node:assert/strict'
import { Readable } from 'node:stream'

const requestOf = (...chunks) => Readable.from(chunks.map((chunk) => Buffer.from(chunk)))

export async function testJoinsSplitCharacters(candidate) {
  const bytes = Buffer.from('{"city": "Zürich 王"}')
  const pieces = Array.from(bytes, (_, i) => bytes.subarray(i, i + 1))
  assert.deepEqual(await candidate.readJson(Readable.from(pieces)), { city: 'Zürich 王' })
}

export async function testReadsAnyValue(candidate) {
  assert.deepEqual(await candidate.readJson(requestOf('[1, null, "x"]')), [1, null, 'x'])
  assert.equal(await candidate.readJson(requestOf(' 12 ')), 12)
}

export async function testReadsLargeBodies(candidate) {
  const items = Array.from({ length: 9_000 }, (_, i) => i + 100_000)
  const text = JSON.stringify({ items })
  const half = text.length / 2
  assert.deepEqual(await candidate.readJson(requestOf(text.slice(0, half), text.slice(half))), { items })
}

export async function testRejectsBrokenText(candidate) {
  assert.equal(await candidate.readJson(requestOf('true')), true)
  await assert.rejects(candidate.readJson(requestOf('{"a": ')))
  await assert.rejects(candidate.readJson(requestOf()))
}
