import { mkdtemp, rm } from 'node:fs/promises'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openRewardCache, withRewardService } from '../src/pipeline/index.ts'
import { createLogger, loadConfig } from '../src/platform/index.ts'
import { createEnginePool } from '../src/scanners/index.ts'
import { measure } from './engines/cpu.ts'
import { makeSamples } from './engines/make-samples.ts'
import { runAlone, runSemgrepScan } from './engines/plain-runs.ts'

/**
 * Throughput of the reward's engines: `node bench/engines.ts [--samples 1000] [--single 100] [--each 20]
 * [--skip semgrep,alone,cache,single]`.
 *
 * Everything is measured in one run, so that ratios hold on a machine that others use, too; load is printed. CPU is what
 * counts on such a machine: what it would allow on two free cores is computed from it and says so.
 */
const { values: flags } = parseArgs({
  options: {
    samples: { type: 'string', default: '1000' },
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
const load = () => loadavg()[0]?.toFixed(1)

try {
  const samples = await makeSamples(count)
  const warmUp = await makeSamples(4)
  say(`${count} samples, ${cpus().length} cores, load ${load()}`)

  // Rules are compiled once per machine: that is not part of any figure.
  const names = await compileRules()
  const judged = await measure(() =>
    withRewardService(session, config, async (service) => (await service.judge(samples)).documents),
  )
  const valid = judged.value.filter((document) => document.valid).length
  const total = judged.cpu.own + judged.cpu.children
  say(
    `judged in batches, engines started: ${seconds(judged.wallMs)} s, ${(count / (judged.wallMs / 1000)).toFixed(0)} samples/s; ` +
      `CPU ${seconds(total)} s (ours ${seconds(judged.cpu.own)}, engines ${seconds(judged.cpu.children)}); ${valid} valid; load ${load()}`,
  )
  say(
    `  ${(total / count).toFixed(1)} ms of CPU a sample: computed for two free cores, if none waits for the other, ` +
      `${(2000 / (total / count)).toFixed(0)} samples/s`,
  )
  for (const reason of new Set(
    judged.value.filter(({ valid }) => !valid).map(({ reason }) => reason.slice(0, 120)),
  ))
    say(`  invalid: ${reason}`)

  if (!skipped.has('alone')) {
    let sum = 0
    for (const engine of names) {
      const alone = await runAlone(engine, samples, home)
      if (alone.scanned === 0) continue
      sum += alone.cpu.children
      say(
        `${engine} alone, one batch: ${alone.scanned} scanned, ${seconds(alone.wallMs)} s, CPU of its own ` +
          `${seconds(alone.cpu.children)} s (${(alone.cpu.children / alone.scanned).toFixed(1)} ms a sample), ` +
          `${alone.findings} findings`,
      )
    }
    say(
      `CPU of the ensemble ÷ sum of the engines' own batches (${seconds(sum)} s): ${(total / sum).toFixed(2)}, ` +
        `of the engines in it alone ${(judged.cpu.children / sum).toFixed(2)}; load ${load()}`,
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
    const quantile = (share: number) =>
      times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0
    say(
      `one warm sample at a time (n = ${times.length}): p50 ${quantile(0.5).toFixed(0)} ms, p95 ${quantile(0.95).toFixed(0)} ms; load ${load()}`,
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

async function compileRules(): Promise<readonly string[]> {
  const pool = createEnginePool({ purpose: 'reward', home })
  try {
    const infos = await pool.infos()
    return infos.filter(({ available }) => available).map(({ name }) => name)
  } finally {
    await pool.close()
  }
}
