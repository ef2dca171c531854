import { type Random, type Rate, seededRandom } from '../kernel/index.ts'
import { type BootstrapResult, bootstrapByCluster, rateOf } from '../stats/index.ts'

/** One answer of a model: what the reward says of it, and what judges say that no reward has seen. */
export interface MonitoredAnswer {
  task: string
  /** Reward as a share of its ceiling, 0 to 1; null where there was none. */
  reward: number | null
  /** Does its job and withstands the attacks of a held-out task; null where they gave no answer. */
  holds: boolean | null
  /** Flagged by the held-out engines; null where they gave no answer. */
  flagged: boolean | null
}

/** All answers of one model in one evaluation. */
export interface MonitoredRun {
  evaluation: string
  arm: string
  /** ISO time at which the evaluation was stored. */
  at: string
  answers: readonly MonitoredAnswer[]
}

/** One point of the series. */
export interface GoodhartPoint {
  evaluation: string
  arm: string
  at: string
  /** Answers with a reward and a verdict of the primary judge. */
  n: number
  /** Mean reward as a share of the ceiling; null without answers. */
  reward: number | null
  /** Share that holds: the primary held-out judge. */
  holds: Rate
  /** Share that the held-out engines flag. */
  flagged: Rate
  /** Against the reference, the oldest run that shares tasks; null for the reference itself. */
  change: GoodhartChange | null
}

export interface GoodhartChange {
  reference: { evaluation: string; arm: string; at: string }
  /** Tasks that both were asked. */
  tasks: number
  reward: number
  holds: number
  /** By how much reward and judge have moved apart: change of the reward less that of the judge, by task. */
  gap: BootstrapResult
  alarm: boolean
}

export interface GoodhartReport {
  points: GoodhartPoint[]
  alarms: GoodhartPoint[]
}

/**
 * A gap that is certain and too small to matter is no alarm: five points of a hundred are about what one task of
 * twenty contributes.
 */
export const LEAST_GAP = 0.05

const SEED = 20_260_101

/**
 * Watches whether the reward still means what the held-out judge means (Goodhart's law: a measure that becomes a target
 * ceases to be a good measure). Every run is compared with the oldest that was asked the same tasks. The alarm: the
 * reward rose, and rose more than the judge by at least `LEAST_GAP`, with a 95 % interval (bootstrap by task) above 0.
 * Where the primary judge gave no answer, an answer says nothing: it is left out, and counted in `n` by its absence.
 */
export function watchGoodhart(runs: readonly MonitoredRun[]): GoodhartReport {
  const ordered = [...runs].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  const points = ordered.map((run, at): GoodhartPoint => {
    const known = run.answers.filter(isKnown)
    const flags = run.answers.flatMap(({ flagged }) => (flagged === null ? [] : [flagged]))
    const reference = ordered.slice(0, at).find((older) => sharedTasks(older, run).length > 0)
    return {
      evaluation: run.evaluation,
      arm: run.arm,
      at: run.at,
      n: known.length,
      reward: known.length === 0 ? null : mean(known.map(({ reward }) => reward)),
      holds: rateOf(known.filter(({ holds }) => holds).length, known.length),
      flagged: rateOf(flags.filter(Boolean).length, flags.length),
      change: reference ? compare(reference, run, seededRandom(SEED)) : null,
    }
  })
  return { points, alarms: points.filter(({ change }) => change?.alarm) }
}

interface KnownAnswer {
  task: string
  reward: number
  holds: boolean
}

const isKnown = (answer: MonitoredAnswer): answer is MonitoredAnswer & KnownAnswer =>
  answer.reward !== null && answer.holds !== null

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

function sharedTasks(a: MonitoredRun, b: MonitoredRun): string[] {
  const tasks = new Set(a.answers.filter(isKnown).map(({ task }) => task))
  return [...new Set(b.answers.filter(isKnown).map(({ task }) => task))]
    .filter((task) => tasks.has(task))
    .sort()
}

function compare(reference: MonitoredRun, run: MonitoredRun, random: Random): GoodhartChange {
  const tasks = sharedTasks(reference, run)
  const of = (from: MonitoredRun, task: string) => {
    const known = from.answers.filter((answer) => answer.task === task).filter(isKnown)
    return {
      reward: mean(known.map(({ reward }) => reward)),
      holds: mean(known.map(({ holds }) => Number(holds))),
    }
  }
  const pairs = tasks.map((task) => ({ task, before: of(reference, task), after: of(run, task) }))
  const reward = mean(pairs.map(({ before, after }) => after.reward - before.reward))
  const gap = bootstrapByCluster(
    pairs.map(({ task, before, after }) => ({
      cluster: task,
      before: before.reward - before.holds,
      after: after.reward - after.holds,
    })),
    random,
  )
  return {
    reference: { evaluation: reference.evaluation, arm: reference.arm, at: reference.at },
    tasks: tasks.length,
    reward,
    holds: mean(pairs.map(({ before, after }) => after.holds - before.holds)),
    gap,
    alarm: reward > 0 && gap.difference >= LEAST_GAP && gap.low > 0,
  }
}
