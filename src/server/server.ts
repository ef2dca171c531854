import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import { type Caller, mayDo } from '../access/index.ts'
import { ChatRequestSchema, MODEL_NAMES } from '../gateway/index.ts'
import type { App } from './app.ts'
import { readSecret } from './authenticate.ts'
import { answerChat } from './chat-route.ts'
import { ApiDescription } from './describe-api.ts'
import { errorBody, toHttpError } from './errors.ts'
import { isTooDeep, MAX_DEPTH } from './json-depth.ts'
import { KeyLimiter } from './key-limiter.ts'
import { Metrics } from './metrics.ts'
import type { ServerPorts } from './ports.ts'
import { registerRewardRoutes } from './reward/register-reward-routes.ts'

/** Most bytes of a request's body. */
const MAX_BODY = 16 * 1024 * 1024

/** Builds the HTTP server: gateway and reward on one port. It listens when the caller says so; `close` waits for requests in flight. */
export function createServer(ports: ServerPorts): FastifyInstance {
  const app: App = fastify({
    logger: false,
    bodyLimit: MAX_BODY,
    requestTimeout: 120_000,
    // Slow-loris: headers must come at once.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2_000 },
  })
    .withTypeProvider<TypeBoxTypeProvider>()
    // Strict: no text is turned into a number, no unknown field is dropped in silence.
    .setValidatorCompiler(TypeBoxValidatorCompiler)
  const metrics = new Metrics()
  const api = new ApiDescription()
  app.addHook('onRoute', (route) => api.add(route))
  app.decorateRequest('caller', null)
  answerErrors(app, ports)
  readJson(app)
  app.addHook('onRequest', (request, reply) => authenticate(request, reply, ports))
  measure(app, metrics)
  drain(app)
  app.get('/healthz', { config: { summary: 'Does it live?' } }, async () => ({
    status: 'ok',
    promoted: ports.models.promoted?.id ?? null,
  }))
  app.get('/openapi.json', { config: { scope: 'any', summary: 'This description' } }, async () =>
    api.toJson(),
  )
  app.get(
    '/metrics',
    { config: { scope: 'metrics:read', summary: 'Counters as Prometheus reads them' } },
    async (_request, reply) => {
      readGauges(metrics, ports)
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(metrics.render())
    },
  )
  app.get(
    '/v1/monitor/goodhart',
    {
      config: {
        scope: 'metrics:read',
        summary: 'Rewards of all evaluations beside the held-out judges, and alarms where they part',
      },
    },
    async (_request, reply) => {
      if (ports.monitor !== null) return ports.monitor()
      return reply.code(503).send(errorBody(503, 'BUSY', 'This server was started without the reward.'))
    },
  )
  app.get(
    '/v1/models',
    { config: { scope: 'gateway:use', summary: 'Models by the names to ask for' } },
    async () => ({
      object: 'list',
      data: MODEL_NAMES.map((id) => ({ id, object: 'model', created: 0, owned_by: 'sbr' })),
    }),
  )
  app.post(
    '/v1/chat/completions',
    {
      config: { scope: 'gateway:use', summary: 'Complete a chat, whole or as events' },
      schema: { body: ChatRequestSchema },
    },
    (request, reply) => answerChat(request.body, reply, ports),
  )
  const { reward } = ports
  if (reward !== null)
    registerRewardRoutes(app, { ports: reward, metrics, limiter: new KeyLimiter(ports.clock) })
  else
    app.post(
      '/v1/reward',
      { config: { scope: 'reward:read', summary: 'Not served here' } },
      async (_request, reply) =>
        reply.code(503).send(errorBody(503, 'BUSY', 'This server was started without the reward.')),
    )
  return app
}

function answerErrors(app: App, ports: ServerPorts): void {
  app.setErrorHandler((error, request, reply) => {
    const { status, body, retryAfterSeconds } = toHttpError(error)
    if (status >= 500)
      ports.logger.error({ route: request.routeOptions.url, error: String(error) }, 'request failed')
    if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds))
    void reply.code(status).send(body)
  })
  app.setNotFoundHandler((_request, reply) => {
    void reply.code(404).send(errorBody(404, 'NOT_FOUND', 'There is no such route.'))
  })
}

/** Bodies are read as JSON after a look at their nesting; `__proto__` and `constructor` are refused. */
function readJson(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    const text = String(body)
    if (isTooDeep(text))
      done(
        Object.assign(new Error(`The body is nested deeper than ${MAX_DEPTH} levels`), { statusCode: 400 }),
      )
    // `/seed_session` comes with an empty body from some clients.
    else if (text === '' && request.routeOptions.url?.endsWith('_session')) done(null, null)
    else parse(request, text, done)
  })
}

async function authenticate(request: FastifyRequest, reply: FastifyReply, ports: ServerPorts): Promise<void> {
  const { scope } = request.routeOptions.config
  if (scope === undefined && request.routeOptions.url === '/healthz') return
  const secret = readSecret(request.headers)
  const caller: Caller | null = secret === null ? null : await ports.authenticate(secret)
  if (caller === null) {
    await reply
      .code(401)
      .header('www-authenticate', 'Bearer')
      .send(errorBody(401, 'NOT_ALLOWED', 'A key is missing or wrong: send `Authorization: Bearer <key>`.'))
    return
  }
  request.setDecorator('caller', caller)
  if (scope === undefined || scope === 'any' || mayDo(caller, scope)) return
  await reply
    .code(403)
    .send(
      errorBody(
        403,
        'NOT_ALLOWED',
        `This key has not the scope ${scope}.`,
        `Make one by sbr keys create --name <name> --scope ${scope}.`,
      ),
    )
}

/** While the server stops, connections end with their answer, so that none that idles holds it up. */
function drain(app: App): void {
  let stopping = false
  app.addHook('preClose', async () => {
    stopping = true
  })
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close')
  })
}

function measure(app: App, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.count('sbr_http_requests_total', 'Requests answered', { route, status: String(reply.statusCode) })
    metrics.observe('sbr_http_request_seconds', 'Time to the end of the answer', reply.elapsedTime / 1000, {
      route,
    })
  })
}

function readGauges(metrics: Metrics, { reward }: ServerPorts): void {
  metrics.set('sbr_resident_bytes', 'Resident memory of this process', process.memoryUsage.rss())
  if (reward === null) return
  const state = reward.service.state()
  metrics.set('sbr_reward_waiting_samples', 'Distinct samples that wait', state.waiting)
  metrics.set('sbr_reward_running_samples', 'Distinct samples that are judged now', state.running)
  metrics.set('sbr_reward_cache_hits_total', 'Samples answered from the store', state.cacheHits, 'counter')
  metrics.set('sbr_reward_cache_misses_total', 'Samples not in the store', state.cacheMisses, 'counter')
  metrics.set('sbr_reward_joined_total', 'Samples whose judgement was under way', state.joined, 'counter')
  metrics.set('sbr_reward_rejudged_total', 'Samples judged again: an engine died', state.rejudged, 'counter')
}
