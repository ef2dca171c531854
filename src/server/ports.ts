import type { Caller } from '../access/index.ts'
import type { RequestClaim } from '../corpus/index.ts'
import type { CapturedGeneration, ModelTable } from '../gateway/index.ts'
import type { Clock, Logger } from '../kernel/index.ts'
import type { GoodhartReport } from '../loop/index.ts'
import type { RewardService } from '../pipeline/index.ts'

/** What the routes work with; whoever starts the server hands it over. */
export interface ServerPorts {
  models: ModelTable
  clock: Clock
  logger: Logger
  /** Who holds a key; null: nobody. Every request but `/healthz` must carry one. */
  authenticate(secret: string): Promise<Caller | null>
  capture(generation: CapturedGeneration): Promise<void>
  /** Is the reward still worth what held-out judges say? null: this process serves no reward. */
  monitor: (() => Promise<GoodhartReport>) | null
  /** null: this process serves no reward. */
  reward: RewardPorts | null
}

/** What the reward's routes work with. */
export interface RewardPorts {
  service: RewardService
  /** Answers by idempotency key, shared by all processes on one store. */
  requests: {
    /** The answer that this request got before; null: none yet. @throws SbrError `CONFLICT` */
    claimRequest(claim: RequestClaim): Promise<string | null>
    /** Keeps an answer, and gives the one that counts. */
    answerRequest(claim: RequestClaim, answer: string): Promise<string>
  }
}
