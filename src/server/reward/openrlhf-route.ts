import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { LanguageSchema, type Sample, SbrError } from '../../kernel/index.ts'
import { judgeFor, type RewardContext } from './judge-for.ts'
import { readCompletion } from './read-completion.ts'

/** Milliseconds: below the 180 s after which the client gives up. */
const DEADLINE_MS = 150_000

/** What OpenRLHF sends for `--reward.remote_url` (0.11): one entry a query, usually one query a request. */
export const OpenRlhfRequestSchema = Type.Object({
  /** Prompt and completion, decoded with special tokens. */
  query: Type.Array(Type.String(), { minItems: 1, maxItems: 512 }),
  prompts: Type.Array(Type.String()),
  /** The data set's label: null, an id of a task, or JSON `{language?, task?, before?, path?}`. */
  labels: Type.Array(Type.Union([Type.String(), Type.Null()])),
})
export type OpenRlhfRequest = Static<typeof OpenRlhfRequestSchema>

export const OpenRlhfQuerySchema = Type.Object({
  /** Language of completions whose label names none. */
  language: Type.Optional(LanguageSchema),
})
export type OpenRlhfQuery = Static<typeof OpenRlhfQuerySchema>

const LabelSchema = Type.Object(
  {
    language: Type.Optional(LanguageSchema),
    task: Type.Optional(Type.String({ minLength: 1 })),
    before: Type.Optional(Type.String()),
    path: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)
const labelValidator = Compile(LabelSchema)

export const OpenRlhfAnswerSchema = Type.Object({
  rewards: Type.Array(Type.Number()),
  scores: Type.Array(Type.Number()),
  extra_logs: Type.Record(Type.String(), Type.Array(Type.Number())),
})

/**
 * `POST /v1/openrlhf/get_reward`. The protocol has no word for "no reward", so a sample that could not be judged
 * is an error of the request: the client asks again, five times, and then has none.
 */
export async function answerOpenRlhf(
  request: FastifyRequest<{ Body: OpenRlhfRequest; Querystring: OpenRlhfQuery }>,
  reply: FastifyReply,
  context: RewardContext,
): Promise<Static<typeof OpenRlhfAnswerSchema>> {
  const { query, prompts, labels } = request.body
  if (prompts.length !== query.length || labels.length !== query.length)
    throw new SbrError('BAD_INPUT', 'query, prompts and labels differ in length')
  const samples = query.map((text, at) =>
    toSample(at, text, prompts[at] ?? '', labels[at] ?? null, request.query.language),
  )
  const { documents } = await judgeFor(samples, context, { request, reply, deadlineMs: DEADLINE_MS })
  const rewards = documents.map(({ reward, reason }) => {
    if (reward === null)
      throw new SbrError('BUSY', `No reward: ${reason}`, {
        next: 'Ask again: an engine failed or the time was up, and what failed is not remembered.',
      })
    return reward
  })
  const part = (name: 'integrity' | 'function' | 'security' | 'dependencies') =>
    documents.every(({ components }) => components[name] !== null)
      ? { [`sbr_${name}`]: documents.map(({ components }) => components[name] ?? 0) }
      : {}
  return {
    rewards,
    scores: rewards,
    extra_logs: {
      sbr_ceiling: documents.map(({ ceiling }) => ceiling),
      sbr_findings: documents.map(({ findings }) => findings.length),
      ...part('integrity'),
      ...part('security'),
    },
  }
}

function toSample(
  at: number,
  query: string,
  prompt: string,
  label: string | null,
  fallback: OpenRlhfQuery['language'],
): Sample {
  const facts = readLabel(label)
  const language = facts.language ?? fallback
  if (language === undefined)
    throw new SbrError('BAD_INPUT', 'The language of the completion is not known', {
      next: 'Add ?language=python to the URL, or give labels {"language": "python"}.',
    })
  return { id: `query-${at}`, ...facts, language, code: readCompletion(afterPrompt(query, prompt), language) }
}

/** What the query says after its prompt. A tokenizer may have put marks before the prompt. */
function afterPrompt(query: string, prompt: string): string {
  const start = query.indexOf(prompt)
  if (start < 0)
    throw new SbrError('BAD_INPUT', 'The query does not hold its prompt, so the completion cannot be told', {
      next: 'Send the prompt as the tokenizer gives it back.',
    })
  return query.slice(start + prompt.length)
}

function readLabel(label: string | null): Static<typeof LabelSchema> {
  const text = label?.trim() ?? ''
  if (text === '') return {}
  if (!text.startsWith('{')) return { task: text }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new SbrError('BAD_INPUT', 'A label begins as JSON and is none')
  }
  if (!labelValidator.Check(value)) {
    const [first] = labelValidator.Errors(value)
    throw new SbrError('BAD_INPUT', `A label is not valid: ${first?.instancePath} ${first?.message}`, {
      next: 'Labels take language, task, before and path.',
    })
  }
  return value
}
