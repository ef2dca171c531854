import { EXIT, type ExitCode } from './words.ts'

/**
 * Every error the product can report: its exit code. A code names what went wrong, not where;
 * the message says where, and `next` says what to do.
 */
const ERROR_CODES = {
  BAD_USAGE: EXIT.failure,
  BAD_CONFIG: EXIT.failure,
  BAD_INPUT: EXIT.failure,
  NOT_FOUND: EXIT.failure,
  NOT_ALLOWED: EXIT.failure,
  CONFLICT: EXIT.failure,
  BUSY: EXIT.failure,
  CANCELLED: EXIT.failure,
  TIMEOUT: EXIT.failure,
  TOOL_MISSING: EXIT.failure,
  TOOL_FAILED: EXIT.failure,
  NETWORK: EXIT.failure,
  INTEGRITY: EXIT.failure,
  UNSAFE_ARCHIVE: EXIT.failure,
  DISK_FULL: EXIT.failure,
  DATABASE: EXIT.failure,
  SANDBOX_UNAVAILABLE: EXIT.failure,
  TRAINING_FAILED: EXIT.failure,
  MODEL: EXIT.failure,
  INCOMPLETE: EXIT.incomplete,
  GATE_NOT_PASSED: EXIT.gateNotPassed,
  INTERNAL: EXIT.failure,
} as const satisfies Record<string, ExitCode>

export type ErrorCode = keyof typeof ERROR_CODES

interface ErrorDetails {
  /** What a person can do about it, as one imperative sentence. */
  next?: string
  cause?: unknown
  /** Facts for logs; never secrets, never scanned code. */
  facts?: Record<string, string | number | boolean | null>
}

/** The one error class. The message says what happened and where; `next` says what to do. */
export class SbrError extends Error {
  readonly code: ErrorCode
  readonly next: string | undefined
  readonly facts: Readonly<Record<string, string | number | boolean | null>>

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'SbrError'
    this.code = code
    this.next = details.next
    this.facts = details.facts ?? {}
  }

  get exitCode(): ExitCode {
    return ERROR_CODES[this.code]
  }
}

/** Turns anything thrown into an `SbrError`; what was one already stays as it is. */
export function toSbrError(thrown: unknown, fallback: ErrorCode = 'INTERNAL'): SbrError {
  if (thrown instanceof SbrError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  const system = thrown instanceof Error ? (thrown as NodeJS.ErrnoException).code : undefined
  if (system === 'ENOSPC' || system === 'EDQUOT')
    return new SbrError('DISK_FULL', message, {
      cause: thrown,
      next: 'Free disk space, then run the same command again.',
    })
  return new SbrError(fallback, message, { cause: thrown })
}
