import type { ChatMessage } from '../../kernel/index.ts'

export interface GenerateRequest {
  messages: readonly ChatMessage[]
  /** Tokens of the answer at most. */
  maxTokens: number
  /** 0: always the likeliest token. */
  temperature: number
  seed: number
  /** Texts that end the answer; they are not part of it. */
  stop?: readonly string[]
  /** Ends the answer with its first complete fenced code block. */
  stopAfterCodeBlock?: boolean
  signal?: AbortSignal
  /** Called with each piece of text as it comes. */
  onToken?: (text: string) => void
}

export interface Generation {
  text: string
  tokens: { prompt: number; completion: number }
  /** `length`: cut at `maxTokens`. */
  finishReason: 'stop' | 'length'
}

/**
 * A model that answers chats: the embedded one, or a server's.
 *
 * `generate` rejects with `CANCELLED` where its signal was aborted, `BAD_INPUT` where the prompt does not
 * fit, and `MODEL` where inference failed.
 */
export interface LanguageModel {
  /** `base`, or the adapter's id. */
  readonly id: string
  generate(request: GenerateRequest): Promise<Generation>
}
