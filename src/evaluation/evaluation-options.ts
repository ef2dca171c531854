import type { GenerationOutcome, LoadedTask, Progress, TaskOutcome } from '../kernel/index.ts'
import type { LanguageModel } from '../llm/index.ts'

/** One side of the comparison. */
export interface Arm {
  name: string
  /** Its id should be the digest of the adapter: it decides whether kept outcomes are of the same model. */
  model: LanguageModel
}

/** Code for the held-out engine, under an id of ours. */
export interface HeldOutSample {
  id: string
  language: LoadedTask['language']
  code: string
}

/** An engine that no reward has seen. */
export interface HeldOutEngine {
  name: string
  version: string | null
  /** true: flagged; false: clean; null or missing: it gave no answer. */
  scan(samples: readonly HeldOutSample[]): Promise<ReadonlyMap<string, boolean | null>>
}

export interface EvaluationOptions {
  /** First and last are compared. */
  arms: readonly Arm[]
  /** Held-out tasks only. */
  tasks: readonly LoadedTask[]
  /** Templates (or dataset groups `task:<template>`) that the trained arm has seen; a task of one is refused. */
  trainedTemplates: ReadonlySet<string>
  /** Generations of each task and arm. */
  perTask: number
  runner: { run(task: LoadedTask, code: string): Promise<TaskOutcome> }
  heldOut: HeldOutEngine
  seed: number
  /** Sampling temperature. Default 0.2: near the likeliest answer, as completions for code are served. */
  temperature?: number
  /** Tokens of one answer. Default 160. */
  maxTokens?: number
  /** Generations of one arm at the same time. Default 1; the model has to be opened with as many. */
  parallel?: number
  /** Outcomes of an interrupted evaluation with the same `evaluationId`: they are not generated again. */
  known?: readonly GenerationOutcome[]
  /** Keeps an outcome; called once after its tests and again once the held-out engine has spoken. */
  store?(outcome: GenerationOutcome): Promise<void>
  progress?: Progress
  signal?: AbortSignal
}
