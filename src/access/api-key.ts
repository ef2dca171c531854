import { SbrError } from '../kernel/index.ts'

/** What a key may do. `admin` may do everything that a key can. */
export const SCOPES = ['reward:read', 'gateway:use', 'metrics:read', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

/** Bounds of one key; null: none of its own, the server's hold. */
export interface KeyLimits {
  samplesPerMinute: number | null
  /** Samples that may be waiting or judged at a time. */
  concurrentSamples: number | null
}

export const NO_LIMITS: KeyLimits = { samplesPerMinute: null, concurrentSamples: null }

/** A key as it may be shown: never its secret, which nobody stores. */
export interface ApiKey {
  /** Public part; it names the key in lists and logs. */
  id: string
  identity: string
  scopes: Scope[]
  limits: KeyLimits
  /** ISO 8601, UTC. */
  createdAt: string
  expiresAt: string
  revokedAt: string | null
}

/** Whoever sent a request with a key that holds. */
export type Caller = Pick<ApiKey, 'id' | 'identity' | 'scopes' | 'limits'>

export const mayDo = (caller: Pick<Caller, 'scopes'>, scope: Scope): boolean =>
  caller.scopes.includes(scope) || caller.scopes.includes('admin')

/** @throws SbrError `BAD_USAGE` for a scope that does not exist, and for none at all. */
export function parseScopes(names: readonly string[]): Scope[] {
  const scopes = SCOPES.filter((scope) => names.includes(scope))
  const unknown = names.find((name) => !SCOPES.some((scope) => scope === name))
  if (unknown !== undefined || scopes.length === 0)
    throw new SbrError('BAD_USAGE', unknown === undefined ? 'A key needs a scope' : `No scope "${unknown}"`, {
      next: `Name some of ${SCOPES.join(', ')}.`,
    })
  return scopes
}
