import type { Corpus } from '../corpus/index.ts'
import type { GenerationOutcome, Logger, RewardDocument, Sample } from '../kernel/index.ts'
import { type GoodhartReport, type MonitoredAnswer, type MonitoredRun, watchGoodhart } from '../loop/index.ts'
import { ALL_TASKS, loadTasks } from '../tasks/index.ts'
import type { RewardService } from './reward-service/reward-service.ts'

/** Evaluations that are looked at, the newest; the oldest of them is what the others are compared with. */
const MOST_EVALUATIONS = 50

/**
 * Compares what the reward says of every answer that was evaluated with what the held-out judges said of it, over all
 * evaluations of the store. Rewards come from the cache where they are known. The reward is asked about the code alone:
 * held-out tasks' tests are the judge, so no reward sees them. Alarms go to the log as well.
 */
export async function monitorGoodhart(
  corpus: Pick<Corpus, 'listAllEvaluations' | 'loadOutcomes'>,
  service: Pick<RewardService, 'judge'>,
  context: { logger: Logger; signal?: AbortSignal },
): Promise<GoodhartReport> {
  const languages = new Map((await loadTasks(ALL_TASKS)).map(({ id, language }) => [id, language]))
  const runs: MonitoredRun[] = []
  for (const { report, at } of (await corpus.listAllEvaluations()).slice(-MOST_EVALUATIONS)) {
    const outcomes = await corpus.loadOutcomes(report.id)
    // A task that is gone has no language, and its answers no reward.
    const asked = outcomes.flatMap((outcome) => {
      const language = languages.get(outcome.task)
      return language === undefined ? [] : [{ outcome, language }]
    })
    const samples = asked.map(
      ({ outcome, language }, index): Sample => ({ id: String(index), language, code: outcome.code }),
    )
    const { documents } = await service.judge(samples, context.signal ? { signal: context.signal } : {})
    for (const arm of report.arms.map((item) => item.arm))
      runs.push({
        evaluation: report.id,
        arm,
        at,
        answers: asked.flatMap(({ outcome }, index) =>
          outcome.arm === arm ? [toAnswer(outcome, documents[index])] : [],
        ),
      })
  }
  const found = watchGoodhart(runs)
  for (const { evaluation, arm, change } of found.alarms)
    context.logger.warn(
      {
        evaluation,
        arm,
        gap: change?.gap.difference ?? null,
        low: change?.gap.low ?? null,
        tasks: change?.tasks ?? null,
      },
      'the reward rises faster than the held-out judge: it is being gamed, or it measures something else',
    )
  return found
}

function toAnswer(outcome: GenerationOutcome, document: RewardDocument | undefined): MonitoredAnswer {
  const reward = document?.reward ?? null
  const share = reward === null || !document || document.ceiling === 0 ? null : reward / document.ceiling
  return {
    task: outcome.task,
    reward: share,
    // What does not do its job was not attacked: it does not hold.
    holds: outcome.functionalPass ? (outcome.vulnerable === null ? null : !outcome.vulnerable) : false,
    flagged: outcome.flagged,
  }
}
