import type { FastifyError } from 'fastify'
import { type ErrorCode, type SbrError, toSbrError } from '../kernel/index.ts'

/** HTTP status of an error's code; what is not named here is the server's fault. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  BAD_USAGE: 400,
  BAD_INPUT: 400,
  NOT_FOUND: 404,
  NOT_ALLOWED: 403,
  CONFLICT: 409,
  BUSY: 503,
  CANCELLED: 499,
  TIMEOUT: 504,
}

interface ErrorBody {
  error: { message: string; type: string; code: string; next?: string }
}

/** An error as clients of the OpenAI protocol read it, with our code and next step beside. */
export function errorBody(status: number, code: string, message: string, next?: string): ErrorBody {
  const type = status >= 500 ? 'server_error' : 'invalid_request_error'
  return { error: { message, type, code, ...(next ? { next } : {}) } }
}

/** Turns anything thrown in a route into status and body. A fault of ours tells no inner detail. */
export function toHttpError(thrown: FastifyError | SbrError | unknown): {
  status: number
  body: ErrorBody
  retryAfterSeconds?: number
} {
  const status = thrown instanceof Error && 'statusCode' in thrown ? Number(thrown.statusCode) : Number.NaN
  if (status >= 400 && status < 500)
    return { status, body: errorBody(status, 'BAD_INPUT', (thrown as Error).message) }
  const error = toSbrError(thrown)
  const wait = error.code === 'BUSY' ? error.facts.retryAfterSeconds : undefined
  // A queue or a limit that is full is the caller's pace; anything else that is busy is ours.
  const mapped = typeof wait === 'number' ? 429 : (STATUS[error.code] ?? 500)
  return {
    status: mapped,
    body: errorBody(
      mapped,
      error.code,
      error.code === 'INTERNAL' ? 'The server failed; its log says why.' : error.message,
      error.next,
    ),
    ...(typeof wait === 'number' ? { retryAfterSeconds: wait } : {}),
  }
}
