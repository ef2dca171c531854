import { type ChatMessage, type Clock, digestFields } from '../kernel/index.ts'
import type { LanguageModel } from '../llm/index.ts'
import { type ChatRequest, textOf } from './chat-request.ts'

/** One generation that went through the gateway, as the loop gets it. */
export interface CapturedGeneration {
  id: string
  /** Digest of the adapter, or `base`. */
  model: string
  prompt: string
  text: string
  finishReason: string
  tokens: { prompt: number; completion: number }
  createdAt: string
}

export interface ChatCompletion {
  id: string
  created: number
  text: string
  finishReason: 'stop' | 'length'
  tokens: { prompt: number; completion: number }
}

/** Most tokens of one answer: the embedded model's context is small, and a loop of a weak model ends here. */
const MAX_TOKENS = 512

/**
 * Runs one chat request on a local model and hands the generation to `capture` before the answer is
 * complete: what the client got is in the corpus, or the request failed.
 */
export async function completeChat(
  request: ChatRequest,
  target: { model: LanguageModel; name: string },
  ports: {
    clock: Clock
    signal: AbortSignal
    capture(generation: CapturedGeneration): Promise<void>
    onToken?: (text: string) => void
  },
): Promise<ChatCompletion> {
  const now = ports.clock.now()
  const messages = toMessages(request)
  const result = await target.model.generate({
    messages,
    maxTokens: Math.min(request.max_completion_tokens ?? request.max_tokens ?? MAX_TOKENS, MAX_TOKENS),
    temperature: request.temperature ?? 0,
    seed: request.seed ?? 0,
    stop: typeof request.stop === 'string' ? [request.stop] : (request.stop ?? []),
    signal: ports.signal,
    ...(ports.onToken ? { onToken: ports.onToken } : {}),
  })
  const prompt = messages.map((message) => `${message.role}: ${message.content}`).join('\n')
  const id = `chatcmpl-${digestFields([target.name, prompt, result.text, now.toISOString()]).slice(0, 32)}`
  const finishReason = result.finishReason === 'length' ? 'length' : 'stop'
  await ports.capture({
    id,
    model: target.name,
    prompt,
    text: result.text,
    finishReason,
    tokens: result.tokens,
    createdAt: now.toISOString(),
  })
  return {
    id,
    created: Math.floor(now.getTime() / 1000),
    text: result.text,
    finishReason,
    tokens: result.tokens,
  }
}

/** Small models know three roles: `developer` is a system message, what a tool said is user text. */
function toMessages(request: ChatRequest): ChatMessage[] {
  return request.messages.map((message) => ({
    role: message.role === 'developer' ? 'system' : message.role === 'tool' ? 'user' : message.role,
    content: textOf(message),
  }))
}
