import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openRewardCache, withRewardService } from '../src/pipeline/index.ts'
import { createLogger, loadConfig } from '../src/platform/index.ts'
import { createEnginePool } from '../src/scanners/index.ts'
import { quantile } from '../src/stats/index.ts'
import { measure } from './engines/cpu.ts'
import { makeSamples } from './engines/make-samples.ts'
import { runAlone, runSemgrepScan } from './engines/plain-runs.ts'

/**
 * Throughput of the reward's engines: `node bench/engines.ts [--samples 1000] [--rounds 5] [--single 100] [--each 20]
 * [--skip semgrep,alone,cache,single]`.
 *
 * Everything is measured in one run, so that ratios hold on a machine that others use, too; load is printed. CPU is what
 * counts on such a machine: what it would allow on two free cores is computed from it and says so. The same work takes
 * a tenth more or less of it from one time to the next, so the ensemble and the engines alone take turns for so many
 * rounds, and medians count. Engines are started anew in each; our own code is compiled in the first.
 */
const { values: flags } = parseArgs({
  options: {
    samples: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    single: { type: 'string', default: '100' },
    each: { type: 'string', default: '20' },
    skip: { type: 'string', default: '' },
  },
})
const skipped = new Set(flags.skip.split(','))
const count = Number(flags.samples)
const home = await mkdtemp(join(tmpdir(), 'sbr-bench-engines-home-'))
const config = loadConfig({ flags: { home, logLevel: 'error' } })
const logger = createLogger('error')
const session = { policy: 'default', tasks: false, cache: null, logger }
const say = (line: string) => process.stdout.write(`${line}\n`)
const seconds = (ms: number) => (ms / 1000).toFixed(1)
const median = (values: readonly number[]) =>
  quantile(
    [...values].sort((a, b) => a - b),
    0.5,
  )
const load = () => loadavg()[0]?.toFixed(1)

const samples = await makeSamples(count)

try {
  const warmUp = await makeSamples(4)
  say(`${count} samples, ${cpus().length} cores, load ${load()}`)

  // Rules are compiled once per machine: that is not part of any figure.
  const names = await compileRules()
  const rounds: { wallMs: number; cpu: number; engines: number; alone: number }[] = []
  for (let round = 1; round <= Number(flags.rounds); round++) {
    const judged = await measure(() =>
      withRewardService(session, config, async (service) => (await service.judge(samples)).documents),
    )
    const cpu = judged.cpu.own + judged.cpu.children
    const valid = judged.value.filter((document) => document.valid).length
    say(
      `round ${round}, judged in batches, engines started: ${seconds(judged.wallMs)} s; CPU ${seconds(cpu)} s ` +
        `(ours ${seconds(judged.cpu.own)}, engines ${seconds(judged.cpu.children)}); ${valid} valid; load ${load()}`,
    )
    for (const reason of new Set(
      judged.value.filter(({ valid }) => !valid).map(({ reason }) => reason.slice(0, 120)),
    ))
      say(`  invalid: ${reason}`)
    const alone = skipped.has('alone') ? 0 : await runEachAlone(names)
    rounds.push({ wallMs: judged.wallMs, cpu, engines: judged.cpu.children, alone })
  }
  const wallMs = median(rounds.map((round) => round.wallMs))
  const perSample = median(rounds.map(({ cpu }) => cpu)) / count
  say(
    `median of ${rounds.length}: ${seconds(wallMs)} s, ${(count / (wallMs / 1000)).toFixed(0)} samples/s; ` +
      `${perSample.toFixed(1)} ms of CPU a sample: computed for two free cores, if none waits for the other, ` +
      `${(2000 / perSample).toFixed(0)} samples/s`,
  )
  if (!skipped.has('alone')) {
    const ratios = rounds.map(({ cpu, alone }) => cpu / alone)
    say(
      `CPU of the ensemble ÷ sum of the engines' own batches of its round: median ${median(ratios).toFixed(2)} ` +
        `(by round ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}), of the engines in it alone ` +
        `${median(rounds.map(({ engines, alone }) => engines / alone)).toFixed(2)}; load ${load()}`,
    )
  }

  if (!skipped.has('semgrep')) {
    const once = await runSemgrepScan(samples, false)
    say(
      `one semgrep scan over the folder: ${seconds(once.wallMs)} s, CPU ${seconds(once.cpu.children)} s, ` +
        `${once.results} results; load ${load()}`,
    )
    const some = Number(flags.each)
    const each = await runSemgrepScan(samples.slice(0, some), true)
    say(
      `one semgrep scan a sample: ${seconds(each.wallMs)} s for ${some}, extrapolated to ${count}: ` +
        `${seconds((each.wallMs / some) * count)} s; CPU ${seconds(each.cpu.children)} s, extrapolated ` +
        `${seconds((each.cpu.children / some) * count)} s; load ${load()}`,
    )
  }

  if (!skipped.has('single')) {
    const single = await makeSamples(count + Number(flags.single))
    const times = await withRewardService(session, config, async (service) => {
      await service.judge(warmUp)
      const taken: number[] = []
      for (const sample of single.slice(count)) {
        const started = performance.now()
        await service.judge([sample])
        taken.push(performance.now() - started)
      }
      return taken.sort((a, b) => a - b)
    })
    say(
      `one warm sample at a time (n = ${times.length}): p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${quantile(times, 0.95).toFixed(0)} ms; load ${load()}`,
    )
  }

  if (!skipped.has('cache')) {
    const opened = await openRewardCache(config, logger)
    if (opened === null) throw new Error('the store could not be opened')
    try {
      const again = await withRewardService({ ...session, cache: opened.corpus }, config, async (service) => {
        await service.judge(samples)
        return measure(async () => {
          for (let round = 0; round < 5; round++) await service.judge(samples)
          return service.state()
        })
      })
      const asked = 5 * count
      say(
        `unchanged samples: ${(asked / (again.wallMs / 1000)).toFixed(0)} a second (n = ${asked}, ${again.value.cacheHits} from the cache)`,
      )
    } finally {
      await opened.close()
    }
  }
} finally {
  await rm(home, { recursive: true, force: true })
}

/** CPU of the engines' own processes over the samples, one engine after the other, each in one batch. */
async function runEachAlone(engines: readonly string[]): Promise<number> {
  let sum = 0
  for (const engine of engines) {
    const alone = await runAlone(engine, samples, home)
    if (alone.scanned === 0) continue
    sum += alone.cpu.children
    say(
      `  ${engine} alone, one batch: ${alone.scanned} scanned, ${seconds(alone.wallMs)} s, CPU of its own ` +
        `${seconds(alone.cpu.children)} s (${(alone.cpu.children / alone.scanned).toFixed(1)} ms a sample), ` +
        `${alone.findings} findings`,
    )
  }
  return sum
}

async function compileRules(): Promise<readonly string[]> {
  const pool = createEnginePool({ purpose: 'reward', home })
  try {
    const infos = await pool.infos()
    return infos.filter(({ available }) => available).map(({ name }) => name)
  } finally {
    await pool.close()
  }
}
