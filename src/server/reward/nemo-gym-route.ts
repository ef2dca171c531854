import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { LanguageSchema, type RewardDocument, SbrError } from '../../kernel/index.ts'
import { judgeFor, type RewardContext } from './judge-for.ts'
import { readCompletion } from './read-completion.ts'

/** Longest reason that is sent along. */
const MAX_REASON = 2_000

/** What NeMo Gym (0.7) sends to `/verify`: the row of the data set, whose own fields say what is asked, and the response. */
export const VerifyRequestSchema = Type.Object({
  responses_create_params: Type.Record(Type.String(), Type.Unknown()),
  response: Type.Object({ output: Type.Array(Type.Unknown()) }),
  language: Type.Optional(LanguageSchema),
  task: Type.Optional(Type.String({ minLength: 1 })),
  before: Type.Optional(Type.String()),
  path: Type.Optional(Type.String()),
})
export type VerifyRequest = Static<typeof VerifyRequestSchema>

/**
 * `POST /verify`. The request is echoed with its reward. A sample that could not be judged is masked in the words
 * that NeMo Gym has for a failed judge; its `reward` is then a placeholder that the protocol demands.
 */
export async function answerVerify(
  request: FastifyRequest<{ Body: VerifyRequest; Querystring: { language?: VerifyRequest['language'] } }>,
  reply: FastifyReply,
  context: RewardContext,
): Promise<Record<string, unknown>> {
  const { body } = request
  const { task, before, path } = body
  const language = body.language ?? request.query.language
  if (language === undefined)
    throw new SbrError('BAD_INPUT', 'The language of the completion is not known', {
      next: 'Give the rows of the data set a field "language".',
    })
  const sample = {
    id: 'response',
    language,
    code: readCompletion(readOutputText(body.response.output), language),
    ...(task === undefined ? {} : { task }),
    ...(before === undefined ? {} : { before }),
    ...(path === undefined ? {} : { path }),
  }
  const { documents } = await judgeFor([sample], context, { request, reply })
  const [document] = documents
  if (!document) throw new SbrError('INTERNAL', 'The judge gave no document')
  const echoed = Object.fromEntries(Object.entries(body))
  return { ...echoed, ...describe(document), ...(document.reward === null ? mask(echoed, document) : {}) }
}

function describe(document: RewardDocument): Record<string, unknown> {
  const measured = Object.entries(document.components).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  )
  return {
    reward: document.reward ?? 0,
    mask_sample: false,
    reward_components: Object.fromEntries(measured),
    // Its metrics do not descend into the mapping.
    ...Object.fromEntries(measured.map(([name, value]) => [`sbr_${name}`, value])),
    sbr_ceiling: document.ceiling,
    sbr_findings: document.findings.length,
    sbr_label: document.label,
    sbr_reason: document.reason.slice(0, MAX_REASON),
    sbr_policy: document.policy,
  }
}

function mask(echoed: Record<string, unknown>, { reason }: RewardDocument): Record<string, unknown> {
  const config = echoed.instance_config
  const why = reason.slice(0, MAX_REASON)
  return {
    mask_sample: true,
    failure_kind: 'judge_failed',
    failure_reason: why,
    instance_config: {
      ...(config !== null && typeof config === 'object' && !Array.isArray(config) ? config : {}),
      mask_sample: true,
    },
    _ng_failure_class: 'judge_failed',
    _ng_failure_judge_error: why,
  }
}

/** The text of the last message in the output of a Responses object. */
function readOutputText(output: readonly unknown[]): string {
  for (const item of [...output].reverse()) {
    const message = asRecord(item)
    if (message?.type !== 'message' || !Array.isArray(message.content)) continue
    return message.content
      .map((part: unknown) => asRecord(part)?.text)
      .filter((text) => typeof text === 'string')
      .join('')
  }
  return ''
}

const asRecord = (value: unknown): Record<string, unknown> | null =>
  value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value)) : null

/** `POST /seed_session`: nothing is kept for a session, so any is there already. */
export const answerSession = (body: { resources_session_id?: string } | null): Record<string, unknown> =>
  body?.resources_session_id === undefined ? {} : { resources_session_id: body.resources_session_id }

export const SessionSchema = Type.Union([
  Type.Object({ resources_session_id: Type.Optional(Type.String({ minLength: 1 })) }),
  Type.Null(),
])

export const AggregateRequestSchema = Type.Object({
  verify_responses: Type.Array(Type.Record(Type.String(), Type.Unknown())),
})

/** `POST /aggregate_metrics`: mean, spread and number of the rewards, overall and by task, without what is masked. */
export function aggregateMetrics({
  verify_responses: responses,
}: Static<typeof AggregateRequestSchema>): Record<string, unknown> {
  const valid = responses.filter(({ mask_sample: masked }) => masked !== true)
  const byTask = Map.groupBy(valid, (response) => response._ng_task_index)
  const overall = {
    ...summarise(valid),
    'count/rewarded': valid.length,
    'count/masked': responses.length - valid.length,
  }
  return {
    group_level_metrics: [...byTask].map(([task, rows]) => ({ _ng_task_index: task, ...summarise(rows) })),
    agent_metrics: overall,
    key_metrics: 'mean/reward' in overall ? { 'mean/reward': overall['mean/reward'] } : {},
  }
}

function summarise(rows: readonly Record<string, unknown>[]): Record<string, number> {
  const rewards = rows.map(({ reward }) => reward).filter((reward) => typeof reward === 'number')
  if (rewards.length === 0) return {}
  const mean = rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length
  const squares = rewards.reduce((sum, reward) => sum + (reward - mean) ** 2, 0)
  return {
    'mean/reward': mean,
    'max/reward': Math.max(...rewards),
    'min/reward': Math.min(...rewards),
    'std/reward': rewards.length > 1 ? Math.sqrt(squares / (rewards.length - 1)) : 0,
  }
}
