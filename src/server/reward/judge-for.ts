import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../../access/index.ts'
import { type RewardDocument, type Sample, SbrError } from '../../kernel/index.ts'
import type { KeyLimiter } from '../key-limiter.ts'
import type { Metrics } from '../metrics.ts'
import type { RewardPorts } from '../ports.ts'

/** What every reward route works with. */
export interface RewardContext {
  ports: RewardPorts
  limiter: KeyLimiter
  metrics: Metrics
}

/** Milliseconds after which a request without a deadline of its own is answered. */
export const DEFAULT_DEADLINE_MS = 120_000
export const MAX_DEADLINE_MS = 600_000

/** Who asks, as the authentication hook found out. */
export function callerOf(request: FastifyRequest): Caller {
  const caller = request.getDecorator<Caller | null>('caller')
  if (caller === null) throw new SbrError('INTERNAL', 'A route was reached without a key')
  return caller
}

/** Judges within the limits of the caller's key and the deadline; counts what came of it. */
export async function judgeFor(
  samples: readonly Sample[],
  { ports, limiter, metrics }: RewardContext,
  about: { request: FastifyRequest; reply: FastifyReply; deadlineMs?: number },
): Promise<{ documents: RewardDocument[]; complete: boolean }> {
  const { request, reply, deadlineMs = DEFAULT_DEADLINE_MS } = about
  const gone = new AbortController()
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) gone.abort()
  })
  const use = limiter.take(callerOf(request), samples.length)
  try {
    const judged = await ports.service.judge(samples, { signal: gone.signal, deadlineMs })
    if (gone.signal.aborted) throw new SbrError('CANCELLED', 'The client went away')
    for (const { valid, label } of judged.documents)
      metrics.count('sbr_reward_samples_total', 'Samples answered', { valid: String(valid), label })
    return judged
  } catch (thrown) {
    use.giveBack()
    throw thrown
  } finally {
    use.release()
  }
}
