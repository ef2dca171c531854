import { type ChatMessage, SbrError } from '../../kernel/index.ts'

/** What a ChatML model adds on its own; read off its chat template. */
export interface ChatMl {
  /** Used where a chat has no system message; null: none. */
  defaultSystem: string | null
}

const OPEN = '<|im_start|>'
const CLOSE = '<|im_end|>'

/** One piece of a rendered prompt: a control token, or text in which no control token is ever read. */
export type PromptPiece = { control: typeof OPEN | typeof CLOSE } | { text: string }

/** Reads a GGUF's chat template; a template of another family is refused, a prompt in a wrong one misleads. */
export function readChatMl(template: string | undefined): ChatMl {
  if (!template?.includes(OPEN) || !template.includes(CLOSE))
    throw new SbrError('MODEL', 'The model has no ChatML template', {
      next: 'Use a model whose chat template is ChatML, such as SmolLM2 or Qwen2.5.',
    })
  const system = /<\|im_start\|>system\n([^<{]*)<\|im_end\|>/.exec(template)
  return { defaultSystem: system?.[1] ?? null }
}

/**
 * Renders a chat up to the assistant's turn, as the model's own template does and as the trainer rendered it.
 * Text and control tokens stay apart: a message that holds `<|im_end|>` cannot end its turn.
 */
export function renderChatMl(messages: readonly ChatMessage[], format: ChatMl): PromptPiece[] {
  const first = messages[0]
  if (!first)
    throw new SbrError('BAD_INPUT', 'A chat without messages', { next: 'Give at least one message.' })
  const all: ChatMessage[] =
    first.role !== 'system' && format.defaultSystem !== null
      ? [{ role: 'system', content: format.defaultSystem }, ...messages]
      : [...messages]
  const pieces: PromptPiece[] = all.flatMap((message): PromptPiece[] => [
    { control: OPEN },
    { text: `${message.role}\n${message.content}` },
    { control: CLOSE },
    { text: '\n' },
  ])
  return [...pieces, { control: OPEN }, { text: 'assistant\n' }]
}
