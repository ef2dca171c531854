import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { SbrError } from '../../kernel/index.ts'
import type { LanguageModel } from '../../llm/index.ts'

const AnswerSchema = Type.Object({
  choices: Type.Array(
    Type.Object({
      message: Type.Object({ content: Type.Union([Type.String(), Type.Null()]) }),
      finish_reason: Type.Optional(Type.Union([Type.String(), Type.Null()])),
    }),
    { minItems: 1 },
  ),
  usage: Type.Optional(Type.Object({ prompt_tokens: Type.Number(), completion_tokens: Type.Number() })),
})
const validator = Compile(AnswerSchema)

const TIMEOUT_MS = 120_000
/** An answer of 512 tokens is far smaller. */
const MAX_BYTES = 1_000_000

export interface UpstreamOptions {
  /** Base URL of an OpenAI-compatible server, such as `http://127.0.0.1:8000/v1`. */
  baseUrl: string
  /** Name of the model there. */
  model: string
  /** Sent as a bearer token; never logged. */
  apiKey?: string
}

/**
 * A model behind the chat completions protocol. Redirects are refused and answers bounded: the server is not trusted.
 *
 * `generate` rejects with `MODEL` where the server cannot be reached, refuses, or answers something else.
 */
export function openUpstreamModel({ baseUrl, model, apiKey }: UpstreamOptions): LanguageModel {
  const url = `${baseUrl.replace(/\/+$/, '')}/chat/completions`
  return {
    id: model,
    async generate({ messages, maxTokens, temperature, seed, signal }) {
      const limit = AbortSignal.timeout(TIMEOUT_MS)
      const body = { model, messages, max_tokens: maxTokens, temperature, seed }
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        headers: {
          'content-type': 'application/json',
          ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
        },
        body: JSON.stringify(body),
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      }).catch((cause: unknown) => {
        throw refuse(`${model} could not be reached`, cause)
      })
      if (!response.ok) {
        await response.body?.cancel()
        throw refuse(`${model} answered with status ${response.status}`)
      }
      const answer = await readBounded(response)
      if (!validator.Check(answer)) throw refuse(`${model} answered no chat completion`)
      const [choice] = answer.choices
      return {
        text: choice?.message.content ?? '',
        tokens: {
          prompt: answer.usage?.prompt_tokens ?? 0,
          completion: answer.usage?.completion_tokens ?? 0,
        },
        finishReason: choice?.finish_reason === 'length' ? 'length' : 'stop',
      }
    },
  }
}

async function readBounded(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength
      if (bytes > MAX_BYTES) throw new RangeError(`more than ${MAX_BYTES} bytes`)
      chunks.push(chunk)
    }
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch (cause) {
    throw refuse('The model gave an answer that is not JSON, or too long', cause)
  }
}

const refuse = (what: string, cause?: unknown): SbrError =>
  new SbrError('MODEL', what, { cause, next: 'Check the address, the name and the key of the model.' })
