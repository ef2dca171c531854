import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { type FastifyInstance, fastify } from 'fastify'
import { Type } from 'typebox'
import { ChatRequestSchema, MODEL_NAMES } from '../gateway/index.ts'
import { SampleSchema } from '../kernel/index.ts'
import { isAuthorised } from './authorise.ts'
import { answerChat } from './chat-route.ts'
import { errorBody, toHttpError } from './errors.ts'
import type { ServerPorts } from './ports.ts'

/** Most samples of one request, and most bytes of its body. */
const MAX_SAMPLES = 512
const MAX_BODY = 16 * 1024 * 1024

/** Builds the HTTP server: gateway and reward on one port. It listens when the caller says so. */
export function createServer(ports: ServerPorts): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: MAX_BODY,
    requestTimeout: 120_000,
    // Slow-loris: headers must come at once.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.setErrorHandler((error, request, reply) => {
    const { status, body } = toHttpError(error)
    if (status >= 500)
      ports.logger.error({ route: request.routeOptions.url, error: String(error) }, 'request failed')
    void reply.code(status).send(body)
  })
  app.setNotFoundHandler((_request, reply) => {
    void reply.code(404).send(errorBody(404, 'NOT_FOUND', 'There is no such route.'))
  })
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url === '/healthz') return
    if (!isAuthorised(request.headers.authorization, ports.key))
      await reply
        .code(401)
        .send(errorBody(401, 'NOT_ALLOWED', 'A key is missing or wrong: send `Authorization: Bearer <key>`.'))
  })
  app.get('/healthz', async () => ({ status: 'ok', promoted: ports.models.promoted?.id ?? null }))
  app.get('/v1/models', async () => ({
    object: 'list',
    data: MODEL_NAMES.map((id) => ({ id, object: 'model', created: 0, owned_by: 'sbr' })),
  }))
  app.post('/v1/chat/completions', { schema: { body: ChatRequestSchema } }, (request, reply) =>
    answerChat(request.body, reply, ports),
  )
  app.post(
    '/v1/reward',
    {
      schema: {
        body: Type.Object({ samples: Type.Array(SampleSchema, { minItems: 1, maxItems: MAX_SAMPLES }) }),
      },
    },
    async (request, reply) => {
      if (ports.judge === null)
        return reply.code(503).send(errorBody(503, 'BUSY', 'This server was started without the reward.'))
      return { results: await ports.judge(request.body.samples) }
    },
  )
  return app
}
