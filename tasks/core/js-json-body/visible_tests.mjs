import assert from 'node:assert/strict'
import { Readable } from 'node:stream'

export async function testReadsAnObject(candidate) {
  const request = Readable.from([Buffer.from('{"name":'), Buffer.from(' "Ada"}')])
  assert.deepEqual(await candidate.readJson(request), { name: 'Ada' })
}
