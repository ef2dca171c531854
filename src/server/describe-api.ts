import type { RouteOptions } from 'fastify'

/** Routes as they are registered, for the API's description. */
export class ApiDescription {
  readonly #paths: Record<string, Record<string, unknown>> = {}

  add(route: RouteOptions): void {
    const { config, schema } = route
    for (const method of [route.method].flat()) {
      if (method === 'HEAD' || method === 'OPTIONS') continue
      this.#paths[route.url] = {
        ...this.#paths[route.url],
        [method.toLowerCase()]: {
          summary: config?.summary ?? '',
          security: config?.scope === undefined ? [] : [{ bearer: [] }, { apiKey: [] }, { basic: [] }],
          ...(config?.scope === undefined ? {} : { 'x-scope': config.scope }),
          ...(schema?.body === undefined
            ? {}
            : { requestBody: { required: true, content: { 'application/json': { schema: schema.body } } } }),
          parameters: toParameters(schema?.querystring),
          responses: {
            200: {
              description: 'Done',
              ...(config?.answer === undefined
                ? {}
                : { content: { 'application/json': { schema: config.answer } } }),
            },
            default: {
              description: 'Refused or failed; 429 and 503 carry Retry-After where waiting helps',
              content: { 'application/json': { schema: ERROR } },
            },
          },
        },
      }
    }
  }

  /** An OpenAPI 3.1 document: its schemas are the ones that requests are checked with. */
  toJson(): Record<string, unknown> {
    return {
      openapi: '3.1.0',
      info: { title: 'sbr serve', version: '1' },
      paths: this.#paths,
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer' },
          basic: { type: 'http', scheme: 'basic' },
          apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
        },
      },
    }
  }
}

const ERROR = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['message', 'type', 'code'],
      properties: {
        message: { type: 'string' },
        type: { type: 'string' },
        code: { type: 'string' },
        next: { type: 'string' },
      },
    },
  },
}

function toParameters(querystring: unknown): unknown[] {
  if (querystring === null || typeof querystring !== 'object' || !('properties' in querystring)) return []
  return Object.entries(querystring.properties as Record<string, unknown>).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema,
  }))
}
