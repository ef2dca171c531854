import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'

export function testCountsLines(candidate) {
  const file = `${mkdtempSync('/tmp/log-')}/app.log`
  writeFileSync(file, 'error: disk\nok\nerror: net\n')
  assert.equal(candidate.countMatches(file, 'error'), 2)
}
