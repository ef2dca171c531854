import { type Static, Type } from 'typebox'

/** What `/v1/chat/completions` takes; fields it does not know are ignored, as clients send many. */
export const ChatRequestSchema = Type.Object({
  model: Type.String({ minLength: 1, maxLength: 200 }),
  messages: Type.Array(
    Type.Object({
      role: Type.Enum(['system', 'developer', 'user', 'assistant', 'tool']),
      content: Type.Union([
        Type.String(),
        Type.Array(Type.Object({ type: Type.String(), text: Type.Optional(Type.String()) })),
        Type.Null(),
      ]),
    }),
    { minItems: 1, maxItems: 500 },
  ),
  stream: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
  temperature: Type.Optional(Type.Union([Type.Number({ minimum: 0, maximum: 2 }), Type.Null()])),
  max_tokens: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Null()])),
  max_completion_tokens: Type.Optional(Type.Union([Type.Integer({ minimum: 1 }), Type.Null()])),
  seed: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
  stop: Type.Optional(Type.Union([Type.String(), Type.Array(Type.String(), { maxItems: 4 }), Type.Null()])),
})
export type ChatRequest = Static<typeof ChatRequestSchema>

type WireMessage = ChatRequest['messages'][number]

/** The text of a message: parts joined, anything that is no text left out. */
export function textOf(message: WireMessage): string {
  if (message.content === null) return ''
  if (typeof message.content === 'string') return message.content
  return message.content.map((part) => part.text ?? '').join('')
}
