import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { collectTargets, createEnginePool, type EngineOutput } from '../src/scanners/index.ts'
import { hostileNames } from '../src/scanners/testing.ts'

/**
 * Bad input through every engine: `node bench/bad-input.ts [--names 500] [--files 10000] [--broken 200]`.
 *
 * Hostile names (0 commands may run), very many files, and engines that are killed or stopped in the middle of a
 * batch. Exit code 1 where a command ran, a file has no status, or a file that no engine failed on lost its findings.
 */
const { values: flags } = parseArgs({
  options: {
    names: { type: 'string', default: '500' },
    files: { type: 'string', default: '10000' },
    broken: { type: 'string', default: '200' },
  },
})
const MARKER = 'RAN-A-COMMAND'
const PYTHON = 'import os\n\n\ndef run(c):\n    os.system("ls " + c)\n'
const JAVASCRIPT = 'module.exports = (c) => eval(c)\n'
const home = await mkdtemp(join(tmpdir(), 'sbr-bench-bad-home-'))
const folders: string[] = []
let faults = 0
const say = (line: string) => process.stdout.write(`${line}\n`)
const fault = (line: string) => {
  faults++
  say(`FAULT  ${line}`)
}

try {
  await hostile(Number(flags.names))
  await many(Number(flags.files))
  await broken(Number(flags.broken), 'SIGKILL')
  // A stopped engine is waited for until its batch's deadline, which grows with the batch.
  await broken(Math.min(24, Number(flags.broken)), 'SIGSTOP')
} finally {
  for (const folder of [home, ...folders]) await rm(folder, { recursive: true, force: true })
}
process.exitCode = faults > 0 ? 1 : 0

async function makeFolder(files: readonly [name: string, text: string][]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sbr-bench-bad-'))
  folders.push(folder)
  for (const [name, text] of files) await writeFile(join(folder, name), text)
  return folder
}

async function scan(folder: string, during?: () => void, timeoutMs = 30_000): Promise<EngineOutput[]> {
  const pool = createEnginePool({ purpose: 'reward', home })
  try {
    const { root, targets } = await collectTargets(folder)
    await pool.infos()
    const scanned = pool.scan({ root, targets, timeoutMs })
    during?.()
    return await scanned
  } finally {
    await pool.close()
  }
}

function summarise(outputs: readonly EngineOutput[]): string {
  return outputs
    .filter(({ run }) => run.status !== 'not-run')
    .map(({ run, findings }) => {
      const scanned = run.targets.filter(({ status }) => status === 'scanned').length
      const failed = run.targets.filter(({ status }) => status === 'failed').length
      return `${run.tool.name} ${scanned} scanned, ${failed} failed, ${findings.length} findings`
    })
    .join('; ')
}

async function hostile(count: number): Promise<void> {
  const names = hostileNames(count, MARKER)
  const folder = await makeFolder(
    names.map((name, index) => (index % 2 === 0 ? [`${name}.py`, PYTHON] : [`${name}.js`, JAVASCRIPT])),
  )
  const outputs = await scan(folder)
  say(`${count} hostile names: ${summarise(outputs)}`)
  let commands = 0
  for (const place of [folder, process.cwd(), home, tmpdir()])
    if ((await readdir(place)).includes(MARKER)) commands++
  say(`  commands run: ${commands}`)
  if (commands > 0) fault('a file name ran a command')
  checkStatuses(outputs, count)
}

async function many(count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'sbr-bench-bad-'))
  folders.push(folder)
  for (let at = 0; at < count; at++) {
    const below = join(folder, String(at % 100))
    await mkdir(below, { recursive: true })
    await writeFile(join(below, `f${at}.py`), at % 50 === 0 ? PYTHON : `VALUE = ${at}\n`)
  }
  const started = performance.now()
  const outputs = await scan(folder)
  say(`${count} files in ${((performance.now() - started) / 1000).toFixed(0)} s: ${summarise(outputs)}`)
  checkStatuses(outputs, count)
}

function checkStatuses(outputs: readonly EngineOutput[], count: number): void {
  for (const { run } of outputs) {
    if (run.targets.length !== count)
      fault(`${run.tool.name} has ${run.targets.length} statuses for ${count} files`)
    const failed = run.targets.filter(({ status }) => status === 'failed')
    if (failed.length > 0) fault(`${run.tool.name} failed on ${failed.length}: ${failed[0]?.reason}`)
  }
}

/** Ends or stops every process of an engine again and again while a batch is scanned. */
async function broken(count: number, signal: 'SIGKILL' | 'SIGSTOP'): Promise<void> {
  const folder = await makeFolder(
    Array.from({ length: count }, (_, at): [string, string] =>
      at % 2 === 0 ? [`f${at}.py`, PYTHON] : [`f${at}.js`, JAVASCRIPT],
    ),
  )
  let hits = 0
  let busy = false
  const timer = setInterval(() => {
    if (busy || hits >= 6) return
    busy = true
    void children(process.pid).then((pids) => {
      const pid = pids[hits % Math.max(1, pids.length)]
      if (pid !== undefined) {
        try {
          process.kill(pid, signal)
          hits++
        } catch {
          // It has ended meanwhile.
        }
      }
      busy = false
    })
  }, 150)
  const outputs = await scan(folder, undefined, 3000).finally(() => clearInterval(timer))
  say(`${count} files while engines got ${hits} × ${signal}: ${summarise(outputs)}`)
  for (const { run, findings } of outputs) {
    if (run.targets.length !== count)
      fault(`${run.tool.name} has ${run.targets.length} statuses for ${count} files`)
    const found = new Set(findings.map(({ location }) => location?.path))
    for (const { path, status, reason } of run.targets) {
      const speaks = run.tool.name !== 'recheck' && run.tool.name !== 'retire' && run.tool.name !== 'osv'
      if (status === 'scanned' && speaks && !found.has(path))
        fault(`${run.tool.name} says that it scanned ${path} and lost what it found`)
      if (status === 'failed' && !reason) fault(`${run.tool.name} gives no reason for ${path}`)
    }
  }
}

/** Children of a process, by /proc. */
async function children(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  return text.split(' ').filter(Boolean).map(Number)
}
