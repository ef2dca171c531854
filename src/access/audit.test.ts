import { readFileSync, writeFileSync } from 'node:fs'
import type { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../platform/database/testing.ts'
import { connectClient, openKeyStore } from '../platform/index.ts'
import { checkpointFile } from './audit.ts'
import { type Audit, localIdentity, openAudit, verifyAudit } from './index.ts'

let database: TestDatabase
let audit: Audit
/** The owner of the tables with the triggers off: what an attacker with the database's password can do. */
let attacker: Client
const clock = { now: () => new Date('2026-11-23T00:00:00Z') }

beforeEach(async () => {
  database = await openTestDatabase()
  await database.pool.query("INSERT INTO organisation VALUES ('local')")
  audit = openAudit(database, {
    organisation: 'local',
    actor: localIdentity('maker', ['ml-engineer']),
    signer: openKeyStore(database.home).signer,
    clock,
    home: database.home,
  })
  attacker = await connectClient(database.connectionString)
  await attacker.query('SET session_replication_role = replica')
})
afterEach(async () => {
  await attacker.end()
  await database.close()
})

const append = (count: number, facts = { rows: 1 }) =>
  Array.from({ length: count }).reduce<Promise<void>>(
    (before) =>
      before.then(() =>
        database.kysely
          .transaction()
          .execute((transaction) =>
            audit.append(transaction, { action: 'scan.store', subject: 'pkg:npm/example', facts }),
          ),
      ),
    Promise.resolve(),
  )
const verify = () =>
  verifyAudit(database, {
    organisation: 'local',
    home: database.home,
    trusted: openKeyStore(database.home).trusted,
  })

describe('the audit chain', () => {
  it('holds, also with many writers at once', async () => {
    await Promise.all(Array.from({ length: 12 }, () => append(3)))
    await audit.checkpoint()
    await audit.checkpoint()
    expect(await verify()).toEqual({ records: 36, checkpoints: 1, broken: null })
  })

  it('has no record of a change that was rolled back', async () => {
    await expect(
      database.kysely.transaction().execute(async (transaction) => {
        await audit.append(transaction, { action: 'scan.store', subject: 'x' })
        throw new Error('the change failed')
      }),
    ).rejects.toThrow('the change failed')
    expect((await verify()).records).toBe(0)
  })

  it('keeps no secret', async () => {
    const token = `ghp_${'A1b2C3d4E5'.repeat(4)}`
    await database.kysely
      .transaction()
      .execute((transaction) =>
        audit.append(transaction, { action: 'x', subject: token, facts: { note: token } }),
      )
    const { rows } = await database.pool.query('SELECT subject, facts FROM audit_record')
    expect(JSON.stringify(rows)).not.toContain('ghp_')
  })

  it.each([
    ['an edited fact', 'UPDATE sbr.audit_record SET facts = \'{"rows": 2}\' WHERE sequence = 3', 3],
    ['an edited actor', "UPDATE sbr.audit_record SET actor = 'other' WHERE sequence = 2", 2],
    ['a deleted record', 'DELETE FROM sbr.audit_record WHERE sequence = 3', 4],
    [
      'two records in another order',
      'UPDATE sbr.audit_record SET sequence = CASE sequence WHEN 2 THEN 102 ELSE 103 END WHERE sequence IN (2, 3); UPDATE sbr.audit_record SET sequence = 105 - sequence WHERE sequence > 100',
      2,
    ],
    ['a cut-off end', 'DELETE FROM sbr.audit_record WHERE sequence > 4', 5],
    [
      'a cut-off end with its checkpoints',
      'DELETE FROM sbr.audit_record WHERE sequence > 4; DELETE FROM sbr.audit_checkpoint',
      5,
    ],
    ['everything gone', 'DELETE FROM sbr.audit_record; DELETE FROM sbr.audit_checkpoint', 1],
  ])('finds %s', async (_name, statement, sequence) => {
    await append(6)
    await audit.checkpoint()
    await attacker.query(statement)
    expect((await verify()).broken).toMatchObject({ sequence })
  })

  it('finds a chain that was computed anew behind a signed checkpoint', async () => {
    await append(3)
    await audit.checkpoint()
    await attacker.query('DELETE FROM sbr.audit_record; DELETE FROM sbr.audit_checkpoint')
    await append(3, { rows: 9 })
    expect((await verify()).broken).toMatchObject({ sequence: 3, why: expect.stringContaining('checkpoint') })
  })

  it('finds a checkpoint that nobody trusted signed', async () => {
    await append(2)
    await audit.checkpoint()
    const file = checkpointFile(database.home)
    const envelope = JSON.parse(readFileSync(file, 'utf8'))
    envelope.signatures[0].sig = Buffer.alloc(64).toString('base64')
    await attacker.query('UPDATE sbr.audit_checkpoint SET envelope = $1', [JSON.stringify(envelope)])
    writeFileSync(file, `${JSON.stringify(envelope)}\n`)
    expect((await verify()).broken).toMatchObject({
      sequence: 2,
      why: expect.stringContaining('no trusted key'),
    })
  })

  it('goes on where a crash cut off the last line of the checkpoint file', async () => {
    await append(2)
    await audit.checkpoint()
    const file = checkpointFile(database.home)
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, -10))
    expect(await verify()).toMatchObject({ checkpoints: 1, broken: null })
  })
})
