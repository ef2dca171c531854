import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { canonicalJson, type RewardDocument, type Sample, seededRandom } from '../src/kernel/index.ts'
import { withRewardService } from '../src/pipeline/index.ts'
import { createLogger, loadConfig, PROJECT_ROOT } from '../src/platform/index.ts'
import { EngineKiller } from './reward-server/engine-killer.ts'
import { makeGroups } from './reward-server/make-groups.ts'
import { askForGroup, type GroupOutcome } from './reward-server/trainer-client.ts'

/**
 * The reward server under a trainer's load while its engines are killed at random:
 * `node bench/reward-server.ts [--rounds 3] [--groups 64] [--size 8] [--pause 5000] [--seed 1]`.
 *
 * Every answer is compared with a judgement of the same sample without server, cache and kills. `--pause 0` kills
 * nothing. Exit code 1 where an answer was lost, doubled, changed or wrong.
 */
const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    groups: { type: 'string', default: '64' },
    size: { type: 'string', default: '8' },
    pause: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
  },
})
const [rounds, groups, size, pause] = [flags.rounds, flags.groups, flags.size, flags.pause].map(Number) as [
  number,
  number,
  number,
  number,
]
const random = seededRandom(Number(flags.seed))
const home = await mkdtemp(join(tmpdir(), 'sbr-bench-reward-server-'))
const server = spawn(
  process.execPath,
  ['--disable-warning=ExperimentalWarning', join(PROJECT_ROOT, 'src/cli/main.ts'), 'serve', '--port', '0'],
  {
    env: { ...process.env, SBR_HOME: home, SBR_DATABASE_URL: '', SBR_LOG_LEVEL: 'error' },
    stdio: ['ignore', 'inherit', 'pipe'],
  },
)

try {
  const url = await listening()
  const key = (await readFile(join(home, 'keys/serve.key'), 'utf8')).trim()
  const asked: Sample[] = []
  const outcomes: GroupOutcome[] = []
  const killer = pause > 0 ? new EngineKiller(server.pid ?? 0, random, pause) : null
  const started = performance.now()
  for (let round = 0; round < rounds; round++) {
    const step = makeGroups(groups, size, round, random)
    asked.push(...step.flat())
    outcomes.push(...(await Promise.all(step.map((samples) => askForGroup(samples, { url, key, random })))))
    process.stderr.write(
      `round ${round + 1} of ${rounds}: ${JSON.stringify(killer?.kills ?? {})} killed so far\n`,
    )
  }
  const seconds = (performance.now() - started) / 1000
  killer?.stop()
  const metrics = await (
    await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${key}` } })
  ).text()
  await stopServer()
  const answers = outcomes.flatMap(({ documents }, at) => documents ?? lostGroup(at))
  const wrong = compare(asked, answers, await judgeAnew(asked))
  const sum = (read: (outcome: GroupOutcome) => number) =>
    outcomes.reduce((total, outcome) => total + read(outcome), 0)
  const latencies = outcomes.map((outcome) => outcome.seconds).sort((a, b) => a - b)
  const figures = {
    rounds,
    groups,
    completions: asked.length,
    distinct: new Set(asked.map(({ code }) => code)).size,
    seconds: round1(seconds),
    completionsPerSecond: round1(asked.length / seconds),
    groupSeconds: {
      median: round1(at(latencies, 0.5)),
      p95: round1(at(latencies, 0.95)),
      max: round1(at(latencies, 1)),
    },
    kills: killer?.kills ?? {},
    rejudgedByServer: read(metrics, 'sbr_reward_rejudged_total'),
    invalidAtFirst: sum((outcome) => outcome.invalidAtFirst),
    refusedRequests: sum((outcome) => outcome.refused),
    serverMebibytes: Math.round(read(metrics, 'sbr_resident_bytes') / 2 ** 20),
    stillInvalid: answers.filter(({ valid, reason }) => !valid && reason !== '').length,
    lost: outcomes.filter(({ documents }) => documents === null).length,
    doubled: doubled(outcomes),
    changed: sum((outcome) => outcome.changed),
    ...wrong,
  }
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`)
  process.exitCode = figures.lost + figures.doubled + figures.changed + figures.wrong > 0 ? 1 : 0
} finally {
  await stopServer()
  await rm(home, { recursive: true, force: true })
}

function listening(): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr.on('data', (piece: Buffer) => {
      said += piece.toString()
      const [, url] = /Listening on (http:\S+);/.exec(said) ?? []
      if (url) resolve(url)
    })
    server.on('exit', () => reject(new Error(`the server ended: ${said}`)))
  })
}

async function stopServer(): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await ended
}

/** The same samples, judged in this process alone: what every answer has to be. */
function judgeAnew(samples: readonly Sample[]): Promise<RewardDocument[]> {
  const logger = createLogger('error')
  const config = loadConfig({ flags: { home } })
  return withRewardService(
    { policy: 'default', tasks: true, cache: null, logger },
    config,
    async (service) => {
      const documents: RewardDocument[] = []
      for (let start = 0; start < samples.length; start += 256)
        documents.push(...(await service.judge(samples.slice(start, start + 256))).documents)
      return documents
    },
  )
}

/** An answer without a reward is not wrong; one with another reward, other findings or another policy is. */
function compare(
  samples: readonly Sample[],
  answers: readonly RewardDocument[],
  truth: readonly RewardDocument[],
): { compared: number; wrong: number } {
  let [compared, wrong] = [0, 0]
  samples.forEach((sample, index) => {
    const [answer, expected] = [answers[index], truth[index]]
    if (!answer?.valid || !expected?.valid) return
    compared += 1
    if (answer.id !== sample.id || canonicalJson(answer) !== canonicalJson(expected)) wrong += 1
  })
  return { compared, wrong }
}

/** Groups whose answer has another number of documents than was asked for, or one of them twice. */
function doubled(all: readonly GroupOutcome[]): number {
  return all.filter(
    ({ documents }) =>
      documents !== null &&
      (documents.length !== size || new Set(documents.map(({ id }) => id)).size !== size),
  ).length
}

/** Keeps the places of a group that was never answered. */
function lostGroup(index: number): RewardDocument[] {
  return Array.from({ length: size }, (_, place) => {
    const id = `lost-${index}-${place}`
    const components = { integrity: null, function: null, security: null, dependencies: null }
    return {
      id,
      reward: null,
      ceiling: 0,
      valid: false,
      label: 'unknown',
      verdicts: {},
      components,
      findings: [],
      reason: '',
      policy: '',
    }
  })
}

function read(metrics: string, name: string): number {
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(metrics)?.[1] ?? Number.NaN)
}

function round1(value: number): number {
  return Math.round(value * 10) / 10
}

function at(sorted: readonly number[], quantile: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * quantile))] ?? Number.NaN
}
