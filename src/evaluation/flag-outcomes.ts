import type { GenerationOutcome, LoadedTask } from '../kernel/index.ts'
import type { EvaluationOptions, HeldOutSample } from './evaluation-options.ts'
import { outcomeKey } from './generate-outcomes.ts'

/** Verdicts of the held-out engine on the references of each task. */
export interface ReferenceFlags {
  vulnerable: (boolean | null)[]
  secure: (boolean | null)[]
}

/** Asks the held-out engine about all generations and about the references, in one scan. */
export async function flagOutcomes(
  outcomes: readonly GenerationOutcome[],
  options: EvaluationOptions,
): Promise<{ outcomes: GenerationOutcome[]; references: ReferenceFlags }> {
  const languages = new Map(options.tasks.map((task) => [task.id, task.language]))
  const asked = outcomes.filter((outcome) => outcome.parses && outcome.flagged === null)
  const samples: HeldOutSample[] = [
    ...asked.flatMap((outcome) => {
      const language = languages.get(outcome.task)
      return language ? [{ id: sampleId(outcome), language, code: outcome.code }] : []
    }),
    ...options.tasks.flatMap((task) =>
      (['vulnerable', 'secure'] as const).map((which) => ({
        id: referenceId(task, which),
        language: task.language,
        code: task[which],
      })),
    ),
  ]
  const flags = await options.heldOut.scan(samples)
  const flagged: GenerationOutcome[] = []
  for (const outcome of outcomes) {
    const flag = outcome.parses && outcome.flagged === null ? (flags.get(sampleId(outcome)) ?? null) : null
    const judged = flag === null ? outcome : { ...outcome, flagged: flag }
    if (judged !== outcome) await options.store?.(judged)
    flagged.push(judged)
  }
  const ofReferences = (which: 'vulnerable' | 'secure') =>
    options.tasks.map((task) => flags.get(referenceId(task, which)) ?? null)
  return {
    outcomes: flagged,
    references: { vulnerable: ofReferences('vulnerable'), secure: ofReferences('secure') },
  }
}

const sampleId = (outcome: GenerationOutcome): string => `generation:${outcomeKey(outcome)}`
const referenceId = (task: LoadedTask, which: string): string => `reference:${task.id}:${which}`
