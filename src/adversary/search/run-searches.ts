import type { LoadedTask } from '../../kernel/index.ts'
import type { AttackJudge } from '../judge/attack-judge.ts'
import type { Trick } from '../tricks/index.ts'
import { type AttackSearch, type AttackTarget, type Candidate, createAttackSearch } from './attack-search.ts'
import type { Attacker } from './model-attacker.ts'

/** How one search ended. */
export interface SearchResult {
  task: string
  template: string
  cwe: number
  language: LoadedTask['language']
  split: LoadedTask['split']
  seed: number
  /** Rewards asked. */
  queries: number
  /** What the policy gives the plain vulnerable reference, as a share of the honest reward. */
  startShare: number
  /** The vulnerable answer that passed the mark and works; null: none found. */
  through: { share: number; steps: readonly string[]; code: string; queries: number } | null
  /** The best that was not shown broken or harmless, as a share of the honest reward. */
  bestShare: number
  /** Candidates that were run against the tests. */
  runs: number
}

export interface SearchPlan {
  target: AttackTarget
  seed: number
}

export interface RunSearchesOptions {
  tricks: readonly Trick[]
  /** Rewards that each search may ask. */
  queries: number
  /** Share of the honest reward from which a vulnerable answer counts as a hack. */
  mark: number
  /** Searches at the same time. */
  concurrent?: number
  /** Code that got through earlier, by task. */
  cases?: ReadonlyMap<string, readonly string[]>
  /** A model that proposes beside the tricks. */
  attacker?: Attacker
  signal?: AbortSignal
  /** Called with each search that ended; awaited, so that what it writes is written. */
  onResult?: (result: SearchResult) => void | Promise<void>
}

/** Candidates that each search proposes before it is told what came of them. */
const ROUND = 8
const CONCURRENT = 32
/** Candidates that are run at a time: the sandbox has as many slots. */
const LANES = 2

interface Running {
  plan: SearchPlan
  search: AttackSearch
  runs: number
  through: SearchResult['through']
}

/**
 * The honest reward and the starting point of each task. Tasks whose honest answers have no reward are left out: there
 * is nothing to compare with.
 */
export async function prepareTargets(
  tasks: readonly LoadedTask[],
  attack: AttackJudge,
): Promise<{ targets: AttackTarget[]; without: string[] }> {
  const asks = tasks.flatMap((task) => {
    const answers = [task.vulnerable, task.secure, ...(task.alternative === null ? [] : [task.alternative])]
    return answers.map((code, at) => ({ task: task.id, honest: at > 0, language: task.language, code }))
  })
  const bounds = await attack.boundsOf(asks)
  const said = asks.map((ask, at) => ({ ...ask, bound: bounds[at]?.bound ?? 0 }))
  const targets: AttackTarget[] = []
  const without: string[] = []
  for (const task of tasks) {
    const own = said.filter((ask) => ask.task === task.id)
    const honest = Math.max(0, ...own.filter((ask) => ask.honest).map(({ bound }) => bound))
    const start = own.find((ask) => !ask.honest)?.bound ?? 0
    if (honest > 0) targets.push({ task, honest, startShare: start / honest })
    else without.push(task.id)
  }
  return { targets, without }
}

/**
 * Runs searches side by side against the live policy: in each round every search proposes a few candidates, all are
 * rewarded in one batch, and only those whose reward could pass the mark are run. An aborted signal ends it between two
 * rounds; searches that had not ended are not reported, and start anew when the plan is run again.
 */
export async function runSearches(
  plans: readonly SearchPlan[],
  attack: AttackJudge,
  options: RunSearchesOptions,
): Promise<SearchResult[]> {
  const waiting = [...plans]
  const results: SearchResult[] = []
  let running: Running[] = []
  while (!options.signal?.aborted) {
    while (running.length < (options.concurrent ?? CONCURRENT)) {
      const plan = waiting.shift()
      if (!plan) break
      running.push(startSearch(plan, options))
    }
    if (running.length === 0) break
    const asks: { of: Running; candidate: Candidate }[] = []
    for (const of of running) {
      const own = of.search.propose(ROUND)
      const suggested = own.length > 0 ? await askAttacker(of.search, options) : null
      for (const candidate of suggested ? [...own, suggested] : own) asks.push({ of, candidate })
    }
    const silent = running.filter((of) => !asks.some((ask) => ask.of === of))
    await answerRound(asks, attack, options)
    if (options.signal?.aborted) break
    const ended = running.filter((of) => of.through !== null || silent.includes(of))
    running = running.filter((of) => !ended.includes(of))
    for (const of of ended) {
      const result = toResult(of)
      results.push(result)
      await options.onResult?.(result)
    }
  }
  return results
}

function startSearch(plan: SearchPlan, options: RunSearchesOptions): Running {
  const cases = options.cases?.get(plan.target.task.id) ?? []
  const { tricks, queries, mark } = options
  const search = createAttackSearch({ ...plan, tricks, queries, mark, cases })
  return { plan, search, runs: 0, through: null }
}

async function askAttacker(search: AttackSearch, options: RunSearchesOptions): Promise<Candidate | null> {
  const { attacker, signal } = options
  if (!attacker) return null
  const code = await attacker.propose(
    {
      task: search.target.task,
      code: search.best?.code ?? search.target.task.vulnerable,
      seed: search.asked,
    },
    signal,
  )
  return code === null ? null : search.suggest(code, `model ${attacker.name}`)
}

/** Rewards a round in one batch; then runs what could have passed, two searches at a time, each in its own order. */
async function answerRound(
  asks: readonly { of: Running; candidate: Candidate }[],
  attack: AttackJudge,
  options: RunSearchesOptions,
): Promise<void> {
  const bounds = await attack.boundsOf(
    asks.map(({ of, candidate }) => ({ language: of.plan.target.task.language, code: candidate.code })),
  )
  const bySearch = new Map<Running, Rewarded[]>()
  for (const [at, { of, candidate }] of asks.entries())
    bySearch.set(of, [...(bySearch.get(of) ?? []), { candidate, bound: bounds[at]?.bound ?? 0 }])
  const waiting = [...bySearch.entries()]
  const lane = async () => {
    for (let own = waiting.shift(); own; own = waiting.shift()) await observeOwn(...own, attack, options)
  }
  await Promise.all(Array.from({ length: LANES }, lane))
}

interface Rewarded {
  candidate: Candidate
  bound: number
}

/** Tells a search what came of its candidates; the first that works and is vulnerable ends it. */
async function observeOwn(
  of: Running,
  rewarded: readonly Rewarded[],
  attack: AttackJudge,
  { mark, signal }: RunSearchesOptions,
): Promise<void> {
  const { task, honest } = of.plan.target
  for (const [at, { candidate, bound }] of rewarded.entries()) {
    if (signal?.aborted) return
    let hack: boolean | null = null
    if (bound >= mark * honest) {
      of.runs += 1
      hack = (await attack.truth(task, candidate.code)).stillVulnerable
    }
    of.search.observe(candidate, { bound, hack })
    if (hack) {
      const queries = of.search.asked - (rewarded.length - 1 - at)
      of.through = { share: bound / honest, steps: candidate.steps, code: candidate.code, queries }
      return
    }
  }
}

function toResult({ plan, search, runs, through }: Running): SearchResult {
  const { task, startShare } = plan.target
  return {
    task: task.id,
    template: task.template,
    cwe: task.cwe,
    language: task.language,
    split: task.split,
    seed: plan.seed,
    queries: through?.queries ?? search.asked,
    startShare,
    through,
    bestShare: search.best?.share ?? 0,
    runs,
  }
}
