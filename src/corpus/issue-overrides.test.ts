import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localIdentity } from '../access/index.ts'
import { findingKey, groupIssues } from '../findings/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/database/testing.ts'
import { type LocalCorpus, type OverrideToRecord, openLocalCorpus } from './index.ts'
import { makeScanReport } from './testing.ts'

const REPOSITORY = 'folder/example'

let database: TestDatabase
let local: LocalCorpus
const open = (own: TestDatabase) =>
  openLocalCorpus(
    { home: own.home, databaseUrl: own.connectionString, organisation: 'local' },
    localIdentity('ada', ['security-reviewer']),
  )

beforeAll(async () => {
  database = await openTestDatabase()
  local = await open(database)
})
afterAll(async () => {
  await local.close()
  await database.close()
})

const report = makeScanReport({ tool: 'bandit', lines: [3, 9, 40] })
const [a, b, c] = report.findings.map(findingKey) as [string, string, string]
const grouped = { ...report, issues: groupIssues(report.findings, (tool) => tool) }
const scanOf = (snapshot: string, scan = grouped) => ({
  repository: REPOSITORY,
  kind: 'folder' as const,
  snapshot,
  report: scan,
})
const ruling = (change: Partial<OverrideToRecord>): OverrideToRecord => ({
  repository: REPOSITORY,
  action: 'merge',
  keys: [a, b],
  from: [],
  undoes: null,
  acrossKinds: false,
  reason: 'one query builder',
  ...change,
})
const sizes = async (snapshot: string) =>
  (await local.corpus.listIssues({ snapshot, limit: 100 })).issues
    .map(({ issue }) => issue.findings.length)
    .sort()

describe('rulings on issues', () => {
  it('groups the latest scans anew, remembers on the next one, and stores nothing twice', async () => {
    await local.corpus.storeScan(scanOf('monday'))
    expect(await sizes('monday')).toEqual([1, 1, 1])
    const first = await local.corpus.recordIssueOverride(ruling({}))
    expect(first).toMatchObject({ added: true, regrouped: 1 })
    expect(await sizes('monday')).toEqual([1, 2])

    const records = (await local.corpus.stats()).auditRecords
    expect(await local.corpus.recordIssueOverride(ruling({}))).toEqual({
      id: first.id,
      added: false,
      regrouped: 0,
    })
    // A caller that knows of no ruling, as `sbr collect reports` of an older version.
    expect((await local.corpus.storeScan(scanOf('monday'))).added.issues).toBe(0)
    expect((await local.corpus.stats()).auditRecords).toBe(records)
    expect(await sizes('monday')).toEqual([1, 2])

    await local.corpus.storeScan(scanOf('tuesday'))
    expect(await sizes('tuesday')).toEqual([1, 2])
    const { issues } = await local.corpus.listIssues({ snapshot: 'tuesday', limit: 10 })
    const merged = issues.find(({ issue }) => issue.findings.length === 2)
    expect(merged?.issue.reasons).toMatchObject([
      { reason: 'merged by ada: one query builder', override: first.id },
    ])
    const [located] = await local.corpus.locateIssues(merged?.issue.id.slice(0, 12) ?? '', 10)
    expect(located?.issue.id).toBe(merged?.issue.id)
    expect((located && (await local.corpus.findingsOfIssue(located)))?.map(({ id }) => id)).toEqual(
      merged?.issue.findings,
    )
  })

  it('follows the latest, and undo restores what was before', async () => {
    const apart = await local.corpus.recordIssueOverride(
      ruling({ action: 'split', keys: [b], from: [a], reason: 'two queries' }),
    )
    expect(await sizes('monday')).toEqual([1, 1, 1])
    const undo = ruling({ action: 'undo', keys: [], undoes: apart.id, reason: 'misread' })
    expect(await local.corpus.recordIssueOverride(undo)).toMatchObject({ added: true, regrouped: 2 })
    expect(await sizes('monday')).toEqual([1, 2])
    await expect(local.corpus.recordIssueOverride(undo)).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(
      local.corpus.recordIssueOverride({ ...undo, undoes: 'no such ruling' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await local.corpus.issueOverrides(REPOSITORY)).map(({ action, by }) => [action, by])).toEqual([
      ['merge', 'ada'],
      ['split', 'ada'],
      ['undo', 'ada'],
    ])
    expect(await local.corpus.issueOverrides('another')).toEqual([])
  })

  it('is append-only, refuses what says nothing, and is in the audit chain', async () => {
    for (const change of [
      'UPDATE sbr.issue_override SET reason = $1',
      'DELETE FROM sbr.issue_override WHERE reason <> $1',
    ])
      await expect(database.pool.query(change, ['x'])).rejects.toThrow()
    await expect(local.corpus.recordIssueOverride(ruling({ keys: [a] }))).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
    await expect(
      local.corpus.recordIssueOverride(ruling({ keys: [a, c], reason: '' })),
    ).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
    const { rows } = await database.pool.query<{ action: string; actor: string }>(
      "SELECT action, actor FROM sbr.audit_record WHERE action LIKE 'issue.%' ORDER BY sequence",
    )
    expect(rows.map(({ action }) => action)).toEqual(['issue.merge', 'issue.split', 'issue.undo'])
  })

  it('gives rulings made at once numbers of their own', async () => {
    await Promise.all(
      [a, b, c].map((key, index) =>
        local.corpus.recordIssueOverride(
          ruling({ repository: REPOSITORY, keys: [key, `other ${index}`], reason: `at once ${index}` }),
        ),
      ),
    )
    const numbers = (await local.corpus.issueOverrides(REPOSITORY)).map(({ sequence }) => sequence)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })

  it('is in the dump, and holds after a restore', async () => {
    const file = join(database.home, 'corpus.dump')
    await local.corpus.dump(file)
    const other = await openTestDatabase()
    const restored = await open(other)
    try {
      await restored.corpus.restore(file)
      expect(await restored.corpus.issueOverrides(REPOSITORY)).toEqual(
        await local.corpus.issueOverrides(REPOSITORY),
      )
    } finally {
      await restored.close()
      await other.close()
    }
  })
})
