/**
 * Runs the tests of one candidate inside the sandbox. Reads one JSON object on stdin:
 * {secret, candidate, functional, exploit, seconds}. `part` names the file to run; each file has a process
 * of its own, and a report without the secret counts for nothing. Leaving early reports nothing.
 */
import { readFileSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Script } from 'node:vm'

const write = writeSync
const exit = process.reallyExit.bind(process)
const stringify = JSON.stringify
const order = JSON.parse(readFileSync(0, 'utf8'))
const secret = order.secret
order.secret = ''

const withTimeout = (work, seconds) =>
  Promise.race([
    work,
    new Promise((_, reject) => setTimeout(() => reject(new Error('too slow')), seconds * 1000)),
  ])

function parses(path) {
  if (path.endsWith('.mjs')) return true // the import below says
  try {
    new Script(
      `(function (exports, require, module, __filename, __dirname) {${readFileSync(path, 'utf8')}\n})`,
    )
    return true
  } catch {
    return false
  }
}

const report = { parses: parses(order.candidate), tests: [] }
if (report.parses) {
  try {
    const tests = await import(order.tests)
    const names = Object.keys(tests).filter((name) => name.startsWith('test'))
    report.tests = names.map((name) => [name, false])
    const candidate = order.candidate.endsWith('.mjs')
      ? await import(order.candidate)
      : createRequire(import.meta.url)(order.candidate)
    for (const [index, name] of names.entries()) {
      try {
        const result = await withTimeout(Promise.resolve(tests[name](candidate)), order.seconds)
        if (result === undefined) report.tests[index] = [name, true]
      } catch {}
    }
  } catch (error) {
    if (error instanceof SyntaxError && order.candidate.endsWith('.mjs')) report.parses = false
  }
}
write(1, `${secret} ${stringify(report)}\n`)
exit(0)
