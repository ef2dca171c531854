import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { SbrError } from '../../kernel/index.ts'
import type { Embedder } from './embedder.ts'
import { normalise } from './local-embedder.ts'

const AnswerSchema = Type.Object({
  data: Type.Array(
    Type.Object({ index: Type.Integer({ minimum: 0 }), embedding: Type.Array(Type.Number()) }),
  ),
})
const answer = Compile(AnswerSchema)

const TIMEOUT_MS = 60_000

/** Any server with `POST /v1/embeddings`. `url` is its base, with or without `/v1`. */
export function openHttpEmbedder(url: string, options: { model: string; dimensions: number }): Embedder {
  const endpoint = `${url.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1/embeddings`
  return {
    modelId: options.model,
    dimensions: options.dimensions,
    async embed(texts, signal) {
      if (texts.length === 0) return []
      const vectors = await request(endpoint, options.model, texts, signal)
      return texts.map((_text, index) => {
        const vector = vectors.find((entry) => entry.index === index)?.embedding
        if (vector === undefined || vector.length !== options.dimensions)
          throw new SbrError(
            'MODEL',
            `${endpoint} gave ${vector?.length ?? 'no'} numbers for text ${index + 1}`,
            {
              next: `Configure a model with ${options.dimensions} dimensions there.`,
            },
          )
        return normalise(Float32Array.from(vector))
      })
    },
  }
}

async function request(
  endpoint: string,
  model: string,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<Static<typeof AnswerSchema>['data']> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  let response: Response
  let body: unknown
  try {
    response = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ model, input: texts, encoding_format: 'float' }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      redirect: 'error',
    })
    body = await response.json()
  } catch (cause) {
    if (signal?.aborted) throw new SbrError('CANCELLED', 'Embedding was cancelled', { cause })
    throw new SbrError('NETWORK', `No embeddings from ${endpoint}`, {
      cause,
      next: 'Check SBR_EMBEDDINGS_URL and that the server runs, or unset it to use the embedded model.',
    })
  }
  if (!response.ok || !answer.Check(body))
    throw new SbrError('MODEL', `${endpoint} answered ${response.status} and no list of embeddings`, {
      next: 'Check that the server speaks /v1/embeddings.',
    })
  return body.data
}
