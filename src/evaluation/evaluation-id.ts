import { digestJson } from '../kernel/index.ts'
import type { EvaluationOptions } from './evaluation-options.ts'

/** Raised when the same options would give other outcomes. */
const EVALUATION_VERSION = 1

export const DEFAULT_TEMPERATURE = 0.2
export const DEFAULT_MAX_TOKENS = 160

type Identity = Pick<
  EvaluationOptions,
  'arms' | 'tasks' | 'perTask' | 'heldOut' | 'seed' | 'temperature' | 'maxTokens'
>

/** Digest of all that decides an evaluation: kept outcomes may be reused under the same id only. */
export function evaluationId(options: Identity): string {
  return digestJson({
    version: EVALUATION_VERSION,
    arms: options.arms.map((arm) => [arm.name, arm.model.id]),
    tasks: options.tasks.map((task) => digestJson(task)).sort(),
    perTask: options.perTask,
    judge: [options.heldOut.name, options.heldOut.version],
    seed: options.seed,
    temperature: options.temperature ?? DEFAULT_TEMPERATURE,
    maxTokens: options.maxTokens ?? DEFAULT_MAX_TOKENS,
  })
}
