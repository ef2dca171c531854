import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Sample } from '../src/kernel/index.ts'
import { loadConfig } from '../src/platform/index.ts'
import { collectTargets, createEnginePool, type EngineOutput } from '../src/scanners/index.ts'
import { ENGINE_PROCESSES } from '../src/scanners/testing-disturbance.ts'
import { judgeAlone, judgeDisturbed } from './bad-input/disturbed-judge.ts'
import { scanHostileNames } from './bad-input/hostile-names.ts'
import { makeSamples } from './engines/make-samples.ts'

/**
 * Bad input through every engine: `node bench/bad-input.ts [--names 500] [--files 10000] [--samples 200]`.
 *
 * Hostile names (0 commands may run), very many files, texts that are none, and engines that are killed, stopped or
 * without memory in the middle of a batch. Exit code 1 where a command ran, a file has no status, or a reward document
 * is neither what an undisturbed run gave, byte for byte, nor without a reward and with a reason.
 */
const { values: flags } = parseArgs({
  options: {
    names: { type: 'string', default: '500' },
    files: { type: 'string', default: '10000' },
    samples: { type: 'string', default: '200' },
  },
})
const PYTHON = 'import os\n\n\ndef run(c):\n    os.system("ls " + c)\n'
const JAVASCRIPT = 'module.exports = (c) => eval(c)\n'
const HUGE_BYTES = 50_000_000
const home = await mkdtemp(join(tmpdir(), 'sbr-bench-bad-home-'))
const folders: string[] = [home]
let faults = 0
const say = (line: string) => process.stdout.write(`${line}\n`)
const fault = (line: string) => {
  faults++
  say(`FAULT  ${line}`)
}

try {
  say(`load ${loadavg()[0]?.toFixed(1)}`)
  await hostile(Number(flags.names))
  await many(Number(flags.files))
  await oddTexts()
  await disturbed(Number(flags.samples))
  say(`${faults} faults; load ${loadavg()[0]?.toFixed(1)}`)
} finally {
  for (const folder of folders) await rm(folder, { recursive: true, force: true })
}
process.exitCode = faults > 0 ? 1 : 0

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sbr-bench-bad-'))
  folders.push(folder)
  return folder
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
  const { outputs, wanted, commands } = await scanHostileNames(count, home, await makeFolder())
  say(`${count} hostile names of files and of folders: ${summarise(outputs)}`)
  say(`  commands run: ${commands.length}`)
  if (commands.length > 0) fault(`a file name ran a command in ${commands.join(', ')}`)
  for (const [engine, expected] of wanted) {
    const run = outputs.find((output) => output.run.tool.name === engine)?.run
    const scanned = run?.targets.filter(({ status }) => status === 'scanned').length ?? 0
    if (scanned !== expected) fault(`${engine} scanned ${scanned} of ${expected}`)
  }
}

async function many(count: number): Promise<void> {
  const folder = await makeFolder()
  for (let at = 0; at < count; at++) {
    const below = join(folder, String(at % 100))
    await mkdir(below, { recursive: true })
    await writeFile(join(below, `f${at}.py`), at % 50 === 0 ? PYTHON : `VALUE = ${at}\n`)
  }
  const started = performance.now()
  const pool = createEnginePool({ purpose: 'reward', home })
  try {
    const { root, targets } = await collectTargets(folder)
    const outputs = await pool.scan({ root, targets, timeoutMs: 30_000 })
    say(
      `${count} files in ${((performance.now() - started) / 1000).toFixed(0)} s: ${summarise(outputs)}; ` +
        `largest memory of this process ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`,
    )
    for (const { run } of outputs) {
      if (run.targets.length !== count)
        fault(`${run.tool.name} has ${run.targets.length} statuses for ${count} files`)
      const failed = run.targets.filter(({ status }) => status === 'failed')
      if (failed.length > 0) fault(`${run.tool.name} failed on ${failed.length}: ${failed[0]?.reason}`)
    }
  } finally {
    await pool.close()
  }
}

/** Files that are no text of their language: each engine says why it has no verdict, and the others keep theirs. */
async function oddTexts(): Promise<void> {
  const folder = await makeFolder()
  const texts: Record<string, [text: string, expected: string]> = {
    'fine.py': [PYTHON, 'scanned'],
    'fine.js': [JAVASCRIPT, 'scanned'],
    'empty.py': ['', 'scanned'],
    'empty.js': ['', 'scanned'],
    'binary.py': ['x = 1\u0000', 'binary'],
    'binary.js': ['let x\u0000', 'binary'],
    'tagged.py': [JAVASCRIPT, 'parse-error'],
    'tagged.js': [PYTHON, 'parse-error'],
    'huge.py': ['', 'too-large'],
    'huge.js': ['', 'too-large'],
  }
  for (const [name, [text]] of Object.entries(texts)) await writeFile(join(folder, name), text)
  for (const name of ['huge.py', 'huge.js']) await truncate(join(folder, name), HUGE_BYTES)
  const pool = createEnginePool({ purpose: 'reward', home })
  try {
    const { root, targets } = await collectTargets(folder)
    const outputs = await pool.scan({ root, targets, timeoutMs: 30_000 })
    for (const [name, [, expected]] of Object.entries(texts)) {
      const said = outputs.flatMap(({ run }) =>
        run.targets.flatMap(({ path, status, reason }) =>
          path === name && status !== 'unsupported' && run.tool.name in ENGINE_PROCESSES
            ? [`${run.tool.name} ${reason ?? status}`]
            : [],
        ),
      )
      say(`${name}: ${said.join(', ')}`)
      if (said.length < 4 || said.some((word) => !word.endsWith(` ${expected}`)))
        fault(`${name} should be ${expected} to every engine of its language`)
    }
  } finally {
    await pool.close()
  }
}

async function disturbed(count: number): Promise<void> {
  const config = loadConfig({ flags: { home, logLevel: 'error', scanTimeoutSeconds: 8 } })
  const samples: Sample[] = await makeSamples(count)
  const before = await judgeAlone(samples, config)
  say(`${count} samples undisturbed: ${before.filter(({ valid }) => valid).length} valid`)
  for (const service of [false, true])
    for (const blow of ['SIGKILL', 'SIGSTOP', 'out-of-memory'] as const) {
      const result = await judgeDisturbed(samples, before, { blow, service, config })
      const reasons = [...result.invalid].map(([reason, times]) => `${times} × ${reason}`).join('; ')
      say(
        `${service ? 'reward service' : 'judge alone'}, ${blow} of ${result.struck.join(', ')}: ${result.same} of ${count} ` +
          `byte-identical, ${count - result.same - result.wrong.length} without a reward${reasons && ` (${reasons})`}, ` +
          `${result.wrong.length} wrong; ${result.seconds.toFixed(0)} s`,
      )
      if (result.struck.length < Object.keys(ENGINE_PROCESSES).length) fault('not every engine was struck')
      if (result.wrong.length > 0) fault(`wrong: ${result.wrong.slice(0, 5).join(', ')}`)
      if (service && result.same < count) fault('the reward service left some without a reward')
    }
}
