import { SbrError } from '../../kernel/index.ts'
import { type ChatMl, renderChatMl } from './chat-ml.ts'
import { endOfCodeBlock } from './code-block.ts'
import type { GenerateRequest, Generation } from './language-model.ts'
import type { LlamaLibrary, LlamaModel, LlamaSequence, Token } from './llama-binding.ts'
import type { Slots } from './slots.ts'

interface Inference {
  library: LlamaLibrary
  model: LlamaModel
  format: ChatMl
  contextSize: number
  sequences: Slots<LlamaSequence>
}

/** Nucleus sampling as most servers default to; without effect at temperature 0. */
const TOP_P = 0.95
const TOP_K = 40

/** Token ids of a prompt; text never becomes a control token. */
export function tokenizePrompt(
  messages: GenerateRequest['messages'],
  { model, format }: Pick<Inference, 'model' | 'format'>,
): Token[] {
  return renderChatMl(messages, format).flatMap((piece) =>
    'control' in piece ? model.tokenize(piece.control, true) : model.tokenize(piece.text, false),
  )
}

/** Answers one request on a free sequence of an open context. */
export async function generateLocally(request: GenerateRequest, inference: Inference): Promise<Generation> {
  const prompt = tokenizePrompt(request.messages, inference)
  const room = inference.contextSize - prompt.length - 1
  if (room < 1)
    throw new SbrError('BAD_INPUT', `The prompt has ${prompt.length} tokens; ${inference.contextSize} fit`, {
      next: 'Send a shorter prompt.',
    })
  return inference.sequences.use((sequence) => answer(request, prompt, room, sequence, inference))
}

async function answer(
  request: GenerateRequest,
  prompt: Token[],
  room: number,
  sequence: LlamaSequence,
  { library }: Inference,
): Promise<Generation> {
  if (request.signal?.aborted) throw new SbrError('CANCELLED', 'The generation was cancelled')
  // From an empty state each time: what was asked before must not change an answer by a bit.
  await sequence.clearHistory()
  const before = sequence.tokenMeter.usedOutputTokens
  const blockEnded = new AbortController()
  const signals = request.signal ? [request.signal, blockEnded.signal] : [blockEnded.signal]
  const completion = new library.LlamaCompletion({ contextSequence: sequence, autoDisposeSequence: false })
  let text = ''
  let end: number | null = null
  try {
    const { response, metadata } = await completion.generateCompletionWithMeta(prompt, {
      maxTokens: Math.min(request.maxTokens, room),
      temperature: request.temperature,
      topP: TOP_P,
      topK: TOP_K,
      seed: request.seed,
      repeatPenalty: false,
      customStopTriggers: [...(request.stop ?? [])],
      signal: AbortSignal.any(signals),
      stopOnAbortSignal: true,
      disableContextShift: true,
      onTextChunk(piece) {
        if (end !== null) return
        text += piece
        end = request.stopAfterCodeBlock ? endOfCodeBlock(text) : null
        if (end !== null) blockEnded.abort()
        request.onToken?.(piece)
      },
    })
    if (request.signal?.aborted) throw new SbrError('CANCELLED', 'The generation was cancelled')
    return {
      text: end === null ? response : text.slice(0, end),
      tokens: { prompt: prompt.length, completion: sequence.tokenMeter.usedOutputTokens - before },
      finishReason: metadata.stopReason === 'maxTokens' ? 'length' : 'stop',
    }
  } catch (cause) {
    if (cause instanceof SbrError) throw cause
    throw new SbrError('MODEL', 'The local model failed while generating', {
      cause,
      next: 'Try a shorter prompt; `sbr doctor` checks the installation.',
    })
  } finally {
    completion.dispose({ disposeSequence: false })
  }
}
