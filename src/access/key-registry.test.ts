import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/database/testing.ts'
import { openKeyStore, redactSecrets } from '../platform/index.ts'
import {
  type KeyRegistry,
  localIdentity,
  mayDo,
  NO_LIMITS,
  openAudit,
  openKeyRegistry,
  verifyAudit,
} from './index.ts'

let database: TestDatabase
let registry: KeyRegistry
let now = Date.parse('2026-11-23T00:00:00Z')
const clock = { now: () => new Date(now) }

beforeAll(async () => {
  database = await openTestDatabase()
  await database.pool.query("INSERT INTO organisation VALUES ('local'), ('other')")
  registry = open('local')
})
afterAll(() => database.close())

function open(organisation: string): KeyRegistry {
  const { signer } = openKeyStore(database.home)
  const actor = localIdentity('maker', ['ml-engineer'])
  const audit = openAudit(database, { organisation, actor, signer, clock, home: database.home })
  return openKeyRegistry(database, { audit, clock })
}
const create = (scopes: Parameters<KeyRegistry['create']>[0]['scopes'], days = 30) =>
  registry.create({ identity: 'Trainer', scopes, limits: NO_LIMITS, days })

describe('keys', () => {
  it('are known by their secret, which is stored nowhere and which redaction knows', async () => {
    const { key, secret } = await create(['reward:read'])
    expect(await registry.authenticate(secret)).toEqual({
      id: key.id,
      identity: 'trainer',
      scopes: ['reward:read'],
      limits: NO_LIMITS,
    })
    const { rows } = await database.pool.query(
      'SELECT (SELECT string_agg(k::text, $1) FROM api_key k) AS keys, (SELECT string_agg(a::text, $1) FROM audit_record a) AS audit',
      ['\n'],
    )
    expect(JSON.stringify(rows)).toContain(key.id)
    expect(JSON.stringify(rows)).not.toContain(secret)
    expect(redactSecrets(`key ${secret}`).text).toBe('key [redacted:sbr-key]')
    for (const wrong of ['', `${secret}x`, secret.slice(0, -1), `${secret.slice(0, -2)}AA`, 'sbr_x_y'])
      expect(await registry.authenticate(wrong)).toBeNull()
    expect(await open('other').authenticate(secret)).toBeNull()
  })

  it('end when they expire, also while they are remembered', async () => {
    const { secret } = await create(['admin'], 1)
    now += 86_400_000 - 1
    expect(await registry.authenticate(secret)).not.toBeNull()
    now += 1
    expect(await registry.authenticate(secret)).toBeNull()
  })

  it('end when they are revoked: at once here, after 5 s in another process', async () => {
    const { key, secret } = await create(['admin'])
    const elsewhere = open('local')
    expect(await elsewhere.authenticate(secret)).not.toBeNull()
    expect(await registry.revoke(key.id)).toEqual({ revoked: true })
    expect(await registry.authenticate(secret)).toBeNull()
    now += 5_000
    expect(await elsewhere.authenticate(secret)).toBeNull()
    expect(await registry.revoke(key.id)).toEqual({ revoked: false })
    await expect(registry.revoke('nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('do only what their scopes say', async () => {
    const { key } = await create(['reward:read', 'metrics:read'])
    expect(mayDo(key, 'reward:read')).toBe(true)
    expect(mayDo(key, 'gateway:use')).toBe(false)
    expect(mayDo((await create(['admin'])).key, 'gateway:use')).toBe(true)
    await expect(create([])).rejects.toMatchObject({ code: 'BAD_USAGE' })
    await expect(create(['reward:write' as 'admin'])).rejects.toMatchObject({ code: 'BAD_USAGE' })
    await expect(create(['admin'], 0)).rejects.toMatchObject({ code: 'BAD_USAGE' })
    await expect(create(['admin'], 1e6)).rejects.toMatchObject({ code: 'BAD_USAGE' })
  })

  it('leave every change in the audit chain', async () => {
    const home = database.home
    const verified = await verifyAudit(database, {
      organisation: 'local',
      home,
      trusted: openKeyStore(home).trusted,
    })
    expect(verified).toMatchObject({ broken: null })
    const { rows } = await database.pool.query('SELECT DISTINCT action FROM audit_record ORDER BY 1')
    expect(rows.map((row: { action: string }) => row.action)).toEqual(['key.create', 'key.revoke'])
  })
})
