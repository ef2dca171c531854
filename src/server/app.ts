import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify'
import type { TSchema } from 'typebox'
import type { Scope } from '../access/index.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a key must be for; absent: the route needs no key. */
    scope?: Scope | 'any'
    /** For the API's description. */
    summary?: string
    answer?: TSchema
  }
}

/** The server, with bodies as their schemas say. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>
