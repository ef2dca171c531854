import { type GenerationOutcome, type LoadedTask, SbrError } from '../kernel/index.ts'
import { DEFAULT_MAX_TOKENS, DEFAULT_TEMPERATURE } from './evaluation-id.ts'
import type { Arm, EvaluationOptions } from './evaluation-options.ts'
import { extractCode } from './extract-code.ts'
import { judgeOutcome, NO_CODE } from './judge-outcome.ts'
import { renderPrompt } from './render-prompt.ts'

/** Names one generation; the same in a killed and in the resumed evaluation. */
export const outcomeKey = (outcome: Pick<GenerationOutcome, 'arm' | 'task' | 'index'>): string =>
  JSON.stringify([outcome.arm, outcome.task, outcome.index])

interface Job {
  arm: Arm
  task: LoadedTask
  index: number
}

/**
 * Generates and tests everything that is not known yet: the arms beside each other, `parallel` answers at a
 * time in each. The first systemic fault ends all of it; what was stored until then stays.
 */
export async function generateOutcomes(options: EvaluationOptions): Promise<GenerationOutcome[]> {
  const outcomes = new Map((options.known ?? []).map((outcome) => [outcomeKey(outcome), outcome]))
  const stop = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal
  const total = options.arms.length * options.tasks.length * options.perTask
  const wanted = options.arms.map((arm) => jobsOf(arm, options))
  const keys = new Set(wanted.flat().map(keyOf))
  const isDone = () => [...outcomes.keys()].filter((key) => keys.has(key)).length
  const worker = async (queue: Job[]) => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      if (signal.aborted) throw new SbrError('CANCELLED', 'The evaluation was cancelled')
      const outcome = await runJob(job, options, signal)
      await options.store?.(outcome)
      outcomes.set(keyOf(job), outcome)
      options.progress?.advance(isDone(), total, 'generations')
    }
  }
  options.progress?.advance(isDone(), total, 'generations')
  const workers = wanted.flatMap((jobs) => {
    const queue = jobs.filter((job) => !outcomes.has(keyOf(job)))
    return Array.from({ length: options.parallel ?? 1 }, () => worker(queue))
  })
  // Waits for all of them, so that nothing is still running when the caller closes the models.
  const settled = await Promise.allSettled(
    workers.map((work) =>
      work.catch((cause) => {
        stop.abort()
        throw cause
      }),
    ),
  )
  const failures = settled.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []))
  const first = failures.find((cause) => !(cause instanceof SbrError && cause.code === 'CANCELLED'))
  if (failures.length > 0) throw first ?? failures[0]
  return wanted.flat().flatMap((job) => outcomes.get(keyOf(job)) ?? [])
}

const keyOf = (job: Job): string => outcomeKey({ arm: job.arm.name, task: job.task.id, index: job.index })

function jobsOf(arm: Arm, options: EvaluationOptions): Job[] {
  return options.tasks.flatMap((task) =>
    Array.from({ length: options.perTask }, (_, index) => ({ arm, task, index })),
  )
}

async function runJob(
  { arm, task, index }: Job,
  options: EvaluationOptions,
  signal: AbortSignal,
): Promise<GenerationOutcome> {
  const answer = await arm.model.generate({
    messages: renderPrompt(task),
    maxTokens: options.maxTokens ?? DEFAULT_MAX_TOKENS,
    temperature: options.temperature ?? DEFAULT_TEMPERATURE,
    // Both arms draw with the same seeds: the comparison is paired.
    seed: options.seed * 1000 + index,
    stopAfterCodeBlock: true,
    signal,
  })
  const code = extractCode(answer.text, task.language)
  const head = { arm: arm.name, task: task.id, index, code: code ?? answer.text, flagged: null }
  if (code === null) return { ...head, ...NO_CODE }
  const outcome = await options.runner.run(task, code)
  if (outcome.status === 'refused')
    throw new SbrError('SANDBOX_UNAVAILABLE', `A candidate for ${task.id} was not run: ${outcome.reason}`, {
      next: 'Run `sbr doctor`: nothing generated is executed outside the sandbox.',
    })
  return { ...head, ...judgeOutcome(outcome) }
}
