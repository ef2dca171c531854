import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { SbrError, sha256 } from '../../kernel/index.ts'
import { isInstalled, TOOLS } from '../../platform/index.ts'
import type { Embedder } from './embedder.ts'

/** Tokens of one text; the model was made for 256, longer texts are cut. */
const MAX_TOKENS = 256
const DIMENSIONS = 384

/** What is used of onnxruntime-node; its own types lie in the folder of the fetched tools. */
interface Session {
  inputNames: readonly string[]
  run(
    feeds: Record<string, unknown>,
  ): Promise<Record<string, { data: Float32Array; dims: readonly number[] }>>
  release(): Promise<void>
}
interface Runtime {
  InferenceSession: {
    create(path: string, options: Record<string, unknown>): Promise<Session>
  }
  Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => unknown
}
interface TokenizerLibrary {
  Tokenizer: new (tokenizer: object, config: object) => { encode(text: string): { ids: number[] } }
}

/**
 * The embedded MiniLM (int8, 384 dimensions) in this process, on one thread. Model and runtime are loaded with
 * the first text; one text after another, because padding a batch costs more here than it saves.
 */
export function openLocalEmbedder(): Embedder {
  for (const tool of ['embeddingModel', 'embeddingTokenizer', 'inference'] as const) {
    if (!isInstalled(tool))
      throw new SbrError('TOOL_MISSING', `The embedding model is not complete: ${TOOLS[tool]} is missing`, {
        next: 'Run ./quickstart --setup-only.',
      })
  }
  let loaded: Promise<(text: string) => Promise<Float32Array>> | null = null
  return {
    modelId: `minilm-l6-int8:${sha256(readFileSync(TOOLS.embeddingTokenizer)).slice(0, 8)}`,
    dimensions: DIMENSIONS,
    async embed(texts, signal) {
      loaded ??= load()
      const embedOne = await loaded
      const vectors: Float32Array[] = []
      for (const text of texts) {
        signal?.throwIfAborted()
        vectors.push(await embedOne(text))
      }
      return vectors
    },
  }
}

async function load(): Promise<(text: string) => Promise<Float32Array>> {
  const require = createRequire(join(TOOLS.inference, 'index.js'))
  const runtime = require('onnxruntime-node') as Runtime
  const library = require('@huggingface/tokenizers') as TokenizerLibrary
  const tokenizer = new library.Tokenizer(JSON.parse(await readFile(TOOLS.embeddingTokenizer, 'utf8')), {})
  const session = await runtime.InferenceSession.create(TOOLS.embeddingModel, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  })
  const tensor = (values: readonly number[]) =>
    new runtime.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length])
  return async (text) => {
    const ids = cutTokens(tokenizer.encode(text).ids)
    const feeds: Record<string, unknown> = {
      input_ids: tensor(ids),
      attention_mask: tensor(ids.map(() => 1)),
    }
    if (session.inputNames.includes('token_type_ids')) feeds.token_type_ids = tensor(ids.map(() => 0))
    const output = Object.values(await session.run(feeds))[0]
    if (output === undefined) throw new SbrError('MODEL', 'The embedding model gave no output')
    return normalise(output.dims.length === 3 ? meanOverTokens(output.data, ids.length) : output.data)
  }
}

/** Keeps the first tokens and the closing one. */
function cutTokens(ids: number[]): number[] {
  const last = ids.at(-1)
  return ids.length <= MAX_TOKENS || last === undefined ? ids : [...ids.slice(0, MAX_TOKENS - 1), last]
}

function meanOverTokens(data: Float32Array, tokens: number): Float32Array {
  const mean = new Float32Array(DIMENSIONS)
  for (let token = 0; token < tokens; token++)
    for (let index = 0; index < DIMENSIONS; index++)
      mean[index] = (mean[index] ?? 0) + (data[token * DIMENSIONS + index] ?? 0) / tokens
  return mean
}

/** Scales to length 1 (L2). */
export function normalise(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return length === 0 ? vector : vector.map((value) => value / length)
}
