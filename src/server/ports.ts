import type { CapturedGeneration, ModelTable } from '../gateway/index.ts'
import type { Clock, Logger, RewardDocument, Sample } from '../kernel/index.ts'

/** What the routes work with; whoever starts the server hands it over. */
export interface ServerPorts {
  models: ModelTable
  clock: Clock
  logger: Logger
  /** The key that every request but `/healthz` must carry. */
  key: string
  capture(generation: CapturedGeneration): Promise<void>
  /** Judges samples; null: this process serves no reward. */
  judge: ((samples: Sample[]) => Promise<RewardDocument[]>) | null
}
