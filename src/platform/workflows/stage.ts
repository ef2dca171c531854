import type { Progress } from '../../kernel/index.ts'

/** What a stage's body works with. Everything that takes time or changes something belongs into a step. */
export interface StageContext {
  /** Id of the workflow: `<stage>@<version>:<digest of the input>`. */
  workflow: string
  /**
   * Runs once and for all: once it returned, its result (JSON) is stored, and a later attempt gets that
   * instead. A step that was cut off runs again from its start, so what it stores must be idempotent.
   * A step that throws ends the attempt. Steps must be started in the same order on every attempt.
   */
  step<T>(name: string, run: (signal: AbortSignal) => Promise<T>): Promise<T>
  /** One step for each item, started in the order of the items, at most `limit` running at a time. */
  stepEach<Item, T>(
    items: readonly Item[],
    options: { limit: number; name(item: Item): string; run(item: Item, signal: AbortSignal): Promise<T> },
  ): Promise<T[]>
  progress: Progress
  signal: AbortSignal
}

/** A durable unit of the pipeline. */
export interface Stage<Input, Output> {
  /** Kebab-case, e.g. `collect`. */
  name: string
  /** Raised when the body's steps or results change, so that what an older version stored is not reused. */
  version: number
  run(input: Input, context: StageContext): Promise<Output>
}

/** How a stage ended. */
export interface StageResult<Output> {
  output: Output
  workflow: string
  /** `ran`: from its start; `resumed`: an earlier attempt had been cut off; `stored`: it had finished before. */
  how: 'ran' | 'resumed' | 'stored'
}

/** A stage as somebody else watches it. */
export interface StageStatus {
  workflow: string
  stage: string
  /** `interrupted`: it says running, but no process holds its lock. */
  status: 'running' | 'interrupted' | 'done' | 'failed' | 'cancelled'
  step: string
  done: number
  total: number
  unit: string
  error: string | null
  startedAt: string
  updatedAt: string
}
