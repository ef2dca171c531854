/**
 * Runs every hostile program in the sandbox, two at a time as the task runner does, and tells what got out, what
 * survived, how long after its deadline the last one was gone, and how much memory all jobs together held.
 *
 *     node bench/hostile.ts [--timeout 1500]
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openSandbox, type SandboxResult } from '../src/platform/index.ts'
import { HOSTILE_NODE, HOSTILE_PYTHON, MARK } from '../src/platform/sandbox/testdata/hostile.ts'

const { values } = parseArgs({ options: { timeout: { type: 'string', default: '1500' } } })
const timeoutMs = Number(values.timeout)
/** Uids of this process's slots where it is run by root, as src/platform/sandbox gives them; else the mark tells jobs. */
const FIRST_UID = 1_200_000_000 + (process.pid % 10_000) * 16
const LAST_UID = FIRST_UID + 15
const PAGE = 4096

/** Processes of the jobs: by their uid, or by the mark. */
function jobProcesses(): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      // Dead, and waiting for the machine's init to take note: some containers have one that never does.
      if (/^State:\s+Z/m.test(status)) return false
      const uid = Number(/^Uid:\s+(\d+)/m.exec(status)?.[1])
      return (
        (uid >= FIRST_UID && uid <= LAST_UID) || readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(MARK)
      )
    } catch {
      return false
    }
  })
}

/** Resident bytes of all of them; pages that they share count once for each. */
function residentBytes(): number {
  return jobProcesses().reduce((sum, pid) => {
    try {
      return sum + Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE
    } catch {
      return sum
    }
  }, 0)
}

/** Name, state, parent and command line, for a survivor. */
function tell(pid: string): string {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const fields = [...status.matchAll(/^(?:Name|State|PPid|Uid):\s+(.*)$/gm)].map((found) => found[1])
    return `${fields.join(' ')} ${readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ')}`
  } catch {
    return 'gone since'
  }
}

const sandbox = await openSandbox({ slots: 2 })
let peak = 0
const watch = setInterval(() => {
  peak = Math.max(peak, residentBytes())
}, 25)
const programs = [
  ...Object.entries(HOSTILE_PYTHON).map(([name, code]) => ({ interpreter: 'python' as const, name, code })),
  ...Object.entries(HOSTILE_NODE).map(([name, code]) => ({ interpreter: 'node' as const, name, code })),
]
const results = await Promise.all(
  programs.map(async (program): Promise<(typeof programs)[number] & { result: SandboxResult }> => {
    const file = program.interpreter === 'python' ? 'x.py' : 'x.cjs'
    const args = program.interpreter === 'python' ? ['-I', `/job/${file}`, MARK] : [`/job/${file}`, MARK]
    const result = await sandbox.run({
      interpreter: program.interpreter,
      args,
      files: { [file]: program.code },
      timeoutMs,
    })
    return { ...program, result }
  }),
)
await new Promise((resolve) => setTimeout(resolve, 500))
clearInterval(watch)
const survivors = jobProcesses().map((pid) => ({ pid, told: tell(pid) }))
await sandbox.close()

const escaped = results.filter(({ result }) => result.stdout.includes('escaped'))
const late = results.map(({ result }) => result.durationMs - timeoutMs).sort((a, b) => b - a)
const byStatus = Object.entries(Object.groupBy(results, ({ result }) => result.status)).map(
  ([status, list]) => `${status} ${list.length}`,
)
console.log(
  `${results.length} hostile programs (${Object.keys(HOSTILE_PYTHON).length} Python, ${Object.keys(HOSTILE_NODE).length} Node), deadline ${timeoutMs} ms, two at a time`,
)
console.log(
  `escaped: ${escaped.length}${escaped.map(({ interpreter, name }) => `\n  ${interpreter}: ${name}`).join('')}`,
)
for (const { pid, told } of survivors) console.log(`  survivor ${pid}: ${told}`)
console.log(`survivors: ${survivors.length}; left behind: ${existsSync(`/tmp/${MARK}`) ? 1 : 0}`)
console.log(
  `last gone after its deadline: ${Math.max(0, late[0] ?? 0).toFixed(0)} ms; later than a second: ${late.filter((ms) => ms > 1000).length}`,
)
console.log(
  `peak memory of all jobs together: ${(peak / 2 ** 20).toFixed(0)} MiB resident (shared pages counted for each process)`,
)
console.log(`ended: ${byStatus.join(', ')}`)
process.exitCode = escaped.length + survivors.length > 0 ? 1 : 0
