import assert from 'node:assert/strict'
import { gzipSync } from 'node:zlib'

export async function testReadsRows(candidate) {
  assert.deepEqual(await candidate.readReport(gzipSync('city;sum\nUlm;12\n')), [
    ['city', 'sum'],
    ['Ulm', '12'],
  ])
}
