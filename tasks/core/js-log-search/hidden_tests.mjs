import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'

function makeLog(text) {
  const file = `${mkdtempSync('/tmp/log-')}/web server.log`
  writeFileSync(file, text)
  return file
}

export function testGivesZeroWithoutAMatch(candidate) {
  assert.equal(candidate.countMatches(makeLog('one\ntwo\n'), 'three'), 0)
}

export function testCountsALineOnce(candidate) {
  assert.equal(candidate.countMatches(makeLog('a a a\nb\na\n'), 'a'), 2)
}

export function testTakesTheTermAsText(candidate) {
  assert.equal(candidate.countMatches(makeLog('GET /a.b\nGET /axb\nGET /a.bc\n'), 'a.b'), 2)
  assert.equal(candidate.countMatches(makeLog('[warn] x\nwarn\n'), '[warn]'), 1)
}

export function testTellsCasesApart(candidate) {
  assert.equal(candidate.countMatches(makeLog('Error\nerror\n'), 'Error'), 1)
}

export function testTakesTermsWithSpaces(candidate) {
  assert.equal(candidate.countMatches(makeLog('disk is full\ndisk  is full\n'), 'disk is full'), 1)
}
