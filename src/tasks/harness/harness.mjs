/**
 * Runs the tests of one candidate inside the sandbox. Reads one JSON object on stdin:
 * {secret, candidate, tests, seconds}. Each test file has a process of its own, and a report without the secret
 * counts for nothing. Leaving early reports nothing.
 */

import assert from 'node:assert'
import { readFileSync, writeSync } from 'node:fs'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { Script } from 'node:vm'

const write = writeSync
const exit = process.reallyExit.bind(process)
const later = setTimeout
const race = Promise.race.bind(Promise)
const order = JSON.parse(readFileSync(0, 'utf8'))
const secret = order.secret
order.secret = ''

const withTimeout = (work, seconds) =>
  race([work, new Promise((_, reject) => later(() => reject(new Error('too slow')), seconds * 1000))])

async function mustFail() {
  assert.deepEqual([1], [2])
  assert.equal(1, 2)
  assert.ok(false)
}

const isModule = (path) => path.endsWith('.mjs') || path.endsWith('.mts')

function parses(path) {
  if (isModule(path)) return true // the import below says
  try {
    const text = readFileSync(path, 'utf8')
    const code = path.endsWith('.cts') ? stripTypeScriptTypes(text, { mode: 'transform' }) : text
    new Script(`(function (exports, require, module, __filename, __dirname) {${code}\n})`)
    return true
  } catch {
    return false
  }
}

// What a test relies on cannot be exchanged by the candidate. Intrinsics stay as they are: attacks on prototypes
// are among what tests look for.
for (const part of [assert, assert.strict, assert.AssertionError, assert.AssertionError.prototype])
  Object.freeze(part)

const report = { parses: parses(order.candidate), tests: [] }
if (report.parses) {
  try {
    const tests = await import(order.tests)
    const names = Object.keys(tests).filter((name) => name.startsWith('test'))
    report.tests = names.map((name) => [name, false])
    const candidate = isModule(order.candidate)
      ? await import(order.candidate)
      : createRequire(import.meta.url)(order.candidate)
    for (let index = 0; index < names.length; index++) {
      try {
        const result = await withTimeout(tests[names[index]](candidate), order.seconds)
        if (result === undefined) report.tests[index] = [names[index], true]
      } catch {}
    }
    // A test that must fail: who makes this one pass forges verdicts.
    try {
      await withTimeout(mustFail(candidate), order.seconds)
      report.forged = true
    } catch {}
  } catch (error) {
    if (error instanceof SyntaxError && isModule(order.candidate)) report.parses = false
  }
}
// Bits and names put together by hand: no serialiser that the candidate could have changed.
let line = `${secret} ${report.parses ? 1 : 0} ${report.forged ? 1 : 0}`
for (let index = 0; index < report.tests.length; index++)
  line += ` ${report.tests[index][0]}=${report.tests[index][1] ? 1 : 0}`
write(1, `${line}\n`)
exit(0)
