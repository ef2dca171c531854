import type { FastifyReply } from 'fastify'
import { type ChatRequest, completeChat, routeRequest } from '../gateway/index.ts'
import { errorBody, toHttpError } from './errors.ts'
import type { ServerPorts } from './ports.ts'

/** `POST /v1/chat/completions`, whole or as server-sent events. */
export async function answerChat(
  request: ChatRequest,
  reply: FastifyReply,
  ports: ServerPorts,
): Promise<unknown> {
  const route = routeRequest(request.model, ports.models)
  reply.header('x-route-reason', route.reason)
  if (route.kind === 'refused')
    return reply.code(route.status).send(errorBody(route.status, 'MODEL_NOT_AVAILABLE', route.message))
  const controller = new AbortController()
  reply.raw.on('close', () => {
    if (!reply.raw.writableFinished) controller.abort()
  })
  const common = { clock: ports.clock, signal: controller.signal, capture: ports.capture }
  if (!request.stream) {
    const done = await completeChat(request, route, common)
    return {
      id: done.id,
      object: 'chat.completion',
      created: done.created,
      model: request.model,
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: done.text },
          finish_reason: done.finishReason,
          logprobs: null,
        },
      ],
      usage: {
        prompt_tokens: done.tokens.prompt,
        completion_tokens: done.tokens.completion,
        total_tokens: done.tokens.prompt + done.tokens.completion,
      },
    }
  }
  return streamChat(request, reply, route, common)
}

type Common = Omit<Parameters<typeof completeChat>[2], 'onToken'>

/** Streams chunks; after the first byte an error can only be an event, so it is one. */
async function streamChat(
  request: ChatRequest,
  reply: FastifyReply,
  route: Parameters<typeof completeChat>[1],
  common: Common,
): Promise<void> {
  reply.hijack()
  const reason = reply.getHeader('x-route-reason')
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache',
    'x-route-reason': String(reason ?? ''),
  })
  const created = Math.floor(common.clock.now().getTime() / 1000)
  const send = (delta: Record<string, string>, finish: string | null, id = 'chatcmpl-pending') =>
    reply.raw.write(
      `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created, model: request.model, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
    )
  try {
    send({ role: 'assistant', content: '' }, null)
    const done = await completeChat(request, route, {
      ...common,
      onToken: (text) => send({ content: text }, null),
    })
    send({}, done.finishReason, done.id)
    reply.raw.write('data: [DONE]\n\n')
  } catch (thrown) {
    reply.raw.write(`data: ${JSON.stringify(toHttpError(thrown).body)}\n\n`)
  } finally {
    reply.raw.end()
  }
}
