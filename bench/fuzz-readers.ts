/**
 * Damaged reports against every reader: no crash, no hang, no rule broken.
 *
 *   node bench/fuzz-readers.ts [--inputs 1000000] [--first 1] [--workers 2]
 *
 * Each input is one seed's mutation of the fixtures (`fuzz/mutate-report.ts`), read once (`fuzz/try-report.ts`).
 * A hang is an input that takes more than two seconds of its thread's CPU time, or ten of wall time (whatever else
 * the machine is doing). Ends with code 1 on any problem and
 * prints its seed; `--first SEED --inputs 1` repeats it.
 */

import { parseArgs } from 'node:util'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { loadFixtures } from './fuzz/load-fixtures.ts'
import { mutateReport } from './fuzz/mutate-report.ts'
import { tryReport } from './fuzz/try-report.ts'

const HANG_MS = 2000

/** Slots of the memory that a worker shares: seed at work, when it began (ms of its clock), and counts. */
const SEED = 0
const BEGAN = 1
const TRIED = 2
const READ = 3
const FOUND = 4
const SLOWEST = 5

interface Share {
  memory: SharedArrayBuffer
  first: number
  last: number
  step: number
}

if (isMainThread) await lead()
else work(workerData as Share)

function work({ memory, first, last, step }: Share): void {
  const slots = new Float64Array(memory)
  const fixtures = loadFixtures()
  for (let seed = first; seed < last; seed += step) {
    const input = mutateReport(seed, fixtures)
    slots[SEED] = seed
    slots[BEGAN] = performance.timeOrigin + performance.now()
    const began = cpuMilliseconds()
    const trial = tryReport(input, seed)
    const took = cpuMilliseconds() - began
    slots[BEGAN] = 0
    slots[SLOWEST] = Math.max(slots[SLOWEST] ?? 0, took)
    slots[TRIED] = (slots[TRIED] ?? 0) + 1
    if (trial.outcome === 'read') slots[READ] = (slots[READ] ?? 0) + 1
    slots[FOUND] = (slots[FOUND] ?? 0) + trial.findings
    if (trial.problem !== null) throw new Error(`seed ${seed}: ${trial.problem}`)
    if (took > HANG_MS) throw new Error(`seed ${seed}: took ${Math.round(took)} ms`)
  }
}

/** CPU time of this thread so far. */
function cpuMilliseconds(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

async function lead(): Promise<void> {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '1000000' },
      first: { type: 'string', default: '1' },
      workers: { type: 'string', default: '2' },
    },
  })
  const first = Number(values.first)
  const last = first + Number(values.inputs)
  const step = Number(values.workers)
  const began = performance.now()
  const shares = Array.from({ length: step }, (_, index) => {
    const memory = new SharedArrayBuffer(8 * 8)
    const share: Share = { memory, first: first + index, last, step }
    const worker = new Worker(new URL(import.meta.url), { workerData: share })
    const done = new Promise<string | null>((resolve) => {
      worker.once('error', (error) => {
        const problem = error instanceof Error ? error.message : String(error)
        process.stderr.write(`${problem}\n`)
        resolve(problem)
      })
      worker.once('exit', () => resolve(null))
    })
    return { worker, slots: new Float64Array(memory), done }
  })
  const sum = (slot: number) => shares.reduce((total, { slots }) => total + (slots[slot] ?? 0), 0)
  const report = () =>
    `${sum(TRIED)} inputs, ${sum(READ)} read, ${sum(FOUND)} findings, slowest ${Math.max(...shares.map(({ slots }) => slots[SLOWEST] ?? 0)).toFixed(0)} ms, ${((performance.now() - began) / 1000).toFixed(0)} s`
  let hung: number | null = null
  const watch = setInterval(() => {
    const now = performance.timeOrigin + performance.now()
    const stuck = shares.find(
      ({ slots }) => (slots[BEGAN] ?? 0) > 0 && now - (slots[BEGAN] ?? 0) > 5 * HANG_MS,
    )
    if (stuck === undefined) return
    hung = stuck.slots[SEED] ?? null
    for (const { worker } of shares) void worker.terminate()
  }, 500)
  const tell = setInterval(() => process.stderr.write(`${report()}\n`), 30_000)
  const problems = (await Promise.all(shares.map(({ done }) => done))).filter((problem) => problem !== null)
  clearInterval(watch)
  clearInterval(tell)
  if (hung !== null) problems.push(`seed ${String(hung)}: does not end`)
  console.log(report())
  console.log(problems.length === 0 ? '0 crashes, 0 hangs over 2 s, 0 broken rules' : problems.join('\n'))
  process.exitCode = problems.length === 0 ? 0 : 1
}
