/**
 * Warm recheck: answers one JSON line for each JSON line on standard input. Run as a process of its own, since a
 * regular expression may take it for ever: whoever asks sets the deadline and ends it.
 *
 * Argument: folder of the engines' `node_modules`.
 * Question: `{"pattern", "flags"}`. Answer: what recheck says, in so far as it is used.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

interface Diagnostics {
  status: 'safe' | 'vulnerable' | 'unknown'
  complexity?: { type: string; degree?: number; summary: string }
  attack?: { pattern: string }
  error?: { kind: string; message?: string }
}
type CheckSync = (pattern: string, flags: string, parameters: object) => Diagnostics

// The other backends start programs of their own.
process.env.RECHECK_BACKEND = 'pure'
const [modules = ''] = process.argv.slice(2)
const { checkSync } = createRequire(join(modules, 'x.js'))('recheck') as { checkSync: CheckSync }

/** Limits count steps and not time, and the seed is fixed: the same pattern gets the same answer on any machine. */
const PARAMETERS = {
  timeout: null,
  attackTimeout: null,
  incubationTimeout: null,
  attackLimit: 50_000_000,
  randomSeed: 1,
}

createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
  const { pattern, flags } = JSON.parse(line) as { pattern: string; flags: string }
  const { status, complexity, attack, error } = checkSync(pattern, flags, PARAMETERS)
  const answer = {
    status,
    complexity: complexity?.type ?? null,
    degree: complexity?.degree ?? null,
    attack: attack?.pattern ?? null,
    error: error?.kind ?? null,
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
})
