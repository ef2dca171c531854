import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { RewardDocumentSchema, type Sample, SampleSchema, SbrError } from '../../kernel/index.ts'
import { answerOnce } from './idempotent.ts'
import { callerOf, judgeFor, MAX_DEADLINE_MS, type RewardContext } from './judge-for.ts'
import { readCompletion } from './read-completion.ts'

/** Most samples of one request. */
const MAX_SAMPLES = 512

const { code: _code, ...shared } = SampleSchema.properties
/** A sample as a model gave it: an answer with its code somewhere in it. */
const CompletionSchema = Type.Object(
  { ...shared, completion: Type.String() },
  { additionalProperties: false },
)

export const RewardRequestSchema = Type.Object(
  {
    samples: Type.Array(Type.Union([SampleSchema, CompletionSchema]), {
      minItems: 1,
      maxItems: MAX_SAMPLES,
    }),
    /** The hash that the caller counts on; another one here is a conflict, not another reward. */
    policy: Type.Optional(Type.String({ minLength: 1 })),
    deadlineMs: Type.Optional(Type.Integer({ minimum: 1, maximum: MAX_DEADLINE_MS })),
  },
  { additionalProperties: false },
)
export type RewardRequest = Static<typeof RewardRequestSchema>

export const RewardAnswerSchema = Type.Object({
  policy: Type.String(),
  /** False where the deadline cut samples off: those are `valid: false`, and the answer is not kept. */
  complete: Type.Boolean(),
  results: Type.Array(RewardDocumentSchema),
})

/** `POST /v1/reward`: many samples, one document each, in their order. */
export async function answerReward(
  request: FastifyRequest<{ Body: RewardRequest }>,
  reply: FastifyReply,
  context: RewardContext,
): Promise<void> {
  const { body } = request
  const { policyHash } = context.ports.service
  if (body.policy !== undefined && body.policy !== policyHash)
    throw new SbrError('CONFLICT', `Rewards here are of policy ${policyHash}, not of the one asked for`, {
      next: 'Leave `policy` out to take what is served, or start the server with that policy and its engines.',
    })
  const key = request.headers['idempotency-key']
  const { text, replayed } = await answerOnce(
    context.ports.requests,
    { caller: callerOf(request).id, key: Array.isArray(key) ? key.join() : key, body },
    async () => {
      const { documents, complete } = await judgeFor(body.samples.map(toSample), context, {
        request,
        reply,
        ...(body.deadlineMs === undefined ? {} : { deadlineMs: body.deadlineMs }),
      })
      return { text: JSON.stringify({ policy: policyHash, complete, results: documents }), keep: complete }
    },
  )
  if (replayed) reply.header('idempotent-replayed', 'true')
  await reply.type('application/json; charset=utf-8').send(text)
}

function toSample(sample: RewardRequest['samples'][number]): Sample {
  if ('code' in sample) return sample
  const { completion, ...rest } = sample
  return { ...rest, code: readCompletion(completion, sample.language) }
}
