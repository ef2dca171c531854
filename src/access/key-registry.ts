import { randomBytes } from 'node:crypto'
import { type Clock, SbrError, sha256 } from '../kernel/index.ts'
import type { Database } from '../platform/index.ts'
import { type ApiKey, type Caller, type KeyLimits, parseScopes, type Scope } from './api-key.ts'
import type { Audit } from './audit.ts'
import { localIdentity } from './identity.ts'

/** How long a key that was just looked up counts without another look: a revocation holds after it. */
const REMEMBER_MS = 5_000
/** Keys remembered at a time. */
const REMEMBERED = 1_000

/** `sbr_<id>_<256 random bits>`; the form is one that redaction knows. */
const FORM = /^sbr_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/

const DAY_MS = 86_400_000
/** No key lives longer. */
export const MAX_KEY_DAYS = 366

export interface KeyToCreate {
  /** Whom the key stands for, as a name. */
  identity: string
  scopes: readonly Scope[]
  limits: KeyLimits
  /** 1 to `MAX_KEY_DAYS`. */
  days: number
}

export interface KeyRegistry {
  /** Makes a key. `secret` is what clients send; it is given here once and stored only as SHA-256. */
  create(key: KeyToCreate): Promise<{ key: ApiKey; secret: string }>
  /** All keys, newest first, the revoked and expired ones too. */
  list(): Promise<ApiKey[]>
  /** @throws SbrError `NOT_FOUND`. A key that is revoked already stays as it is. */
  revoke(id: string): Promise<{ revoked: boolean }>
  /** Who holds this secret; null where no valid key has it. Up to 5 s after a revocation it may still hold. */
  authenticate(secret: string): Promise<Caller | null>
}

interface Options {
  audit: Audit
  clock: Clock
}

/** API keys of the audit's organisation. */
export function openKeyRegistry(database: Database, options: Options): KeyRegistry {
  const remembered = new Map<string, { caller: Caller; expiresAt: number; until: number }>()
  return {
    create: (key) => createKey(database, options, key),
    list: () => listKeys(database, options),
    revoke: async (id) => {
      remembered.clear()
      return revokeKey(database, options, id)
    },
    async authenticate(secret) {
      if (!FORM.test(secret)) return null
      const hash = sha256(secret)
      const now = options.clock.now().getTime()
      const known = remembered.get(hash)
      if (known && now < known.until && now < known.expiresAt) return known.caller
      remembered.delete(hash)
      const found = await findKey(database, options, hash)
      if (found === null || found.revokedAt !== null) return null
      const expiresAt = Date.parse(found.expiresAt)
      if (now >= expiresAt) return null
      const { id, identity, scopes, limits } = found
      const caller: Caller = { id, identity, scopes, limits }
      if (remembered.size >= REMEMBERED) remembered.clear()
      remembered.set(hash, { caller, expiresAt, until: now + REMEMBER_MS })
      return caller
    },
  }
}

async function createKey(
  database: Database,
  { audit, clock }: Options,
  { identity, scopes, limits, days }: KeyToCreate,
): Promise<{ key: ApiKey; secret: string }> {
  if (!(days >= 1 && days <= MAX_KEY_DAYS))
    throw new SbrError('BAD_USAGE', `A key lives 1 to ${MAX_KEY_DAYS} days`, { next: 'Give such a number.' })
  const id = randomBytes(6).toString('hex')
  const secret = `sbr_${id}_${randomBytes(32).toString('base64url')}`
  const now = clock.now()
  const key: ApiKey = {
    id,
    identity: localIdentity(identity, []).name,
    scopes: parseScopes(scopes),
    limits,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + days * DAY_MS).toISOString(),
    revokedAt: null,
  }
  await database.kysely.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('api_key')
      .values({
        organisation: audit.organisation,
        key: id,
        hash: sha256(secret),
        identity: key.identity,
        roles: [],
        scopes: key.scopes,
        limits: JSON.stringify(limits),
        created_at: key.createdAt,
        expires_at: new Date(key.expiresAt),
        revoked_at: null,
      })
      .execute()
    await audit.append(transaction, {
      action: 'key.create',
      subject: id,
      facts: { identity: key.identity, scopes: key.scopes.join(' '), expires: key.expiresAt },
    })
  })
  return { key, secret }
}

async function revokeKey(
  database: Database,
  { audit, clock }: Options,
  id: string,
): Promise<{ revoked: boolean }> {
  return database.kysely.transaction().execute(async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable('api_key')
      .set({ revoked_at: clock.now() })
      .where('organisation', '=', audit.organisation)
      .where('key', '=', id)
      .where('revoked_at', 'is', null)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) {
      const known = await transaction
        .selectFrom('api_key')
        .select('key')
        .where('organisation', '=', audit.organisation)
        .where('key', '=', id)
        .executeTakeFirst()
      if (known) return { revoked: false }
      throw new SbrError('NOT_FOUND', `There is no key "${id.slice(0, 80)}"`, {
        next: '`sbr keys list` names them.',
      })
    }
    await audit.append(transaction, { action: 'key.revoke', subject: id })
    return { revoked: true }
  })
}

const selectKeys = (database: Database, { audit }: Options) =>
  database.kysely
    .selectFrom('api_key')
    .select(['key', 'identity', 'scopes', 'limits', 'created_at', 'expires_at', 'revoked_at'])
    .where('organisation', '=', audit.organisation)

type Row = Awaited<ReturnType<ReturnType<typeof selectKeys>['execute']>>[number]

async function listKeys(database: Database, options: Options): Promise<ApiKey[]> {
  const rows = await selectKeys(database, options).orderBy('created_at', 'desc').orderBy('key').execute()
  return rows.map(toKey)
}

async function findKey(database: Database, options: Options, hash: string): Promise<ApiKey | null> {
  const row = await selectKeys(database, options).where('hash', '=', hash).executeTakeFirst()
  return row ? toKey(row) : null
}

const toKey = (row: Row): ApiKey => ({
  id: row.key,
  identity: row.identity,
  scopes: row.scopes.length === 0 ? [] : parseScopes(row.scopes),
  limits: {
    samplesPerMinute: row.limits.samplesPerMinute ?? null,
    concurrentSamples: row.limits.concurrentSamples ?? null,
  },
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  revokedAt: row.revoked_at?.toISOString() ?? null,
})
