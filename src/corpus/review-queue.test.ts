import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localIdentity } from '../access/index.ts'
import { sha256 } from '../kernel/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/database/testing.ts'
import { type LocalCorpus, openLocalCorpus } from './index.ts'
import { makeScanReport } from './testing.ts'

let database: TestDatabase
let local: LocalCorpus
const report = makeScanReport({ tool: 'bandit', lines: [3, 9, 20] })
const ids = report.findings.map((finding) => finding.id)

beforeAll(async () => {
  database = await openTestDatabase()
  local = await openLocalCorpus(
    { home: database.home, databaseUrl: database.connectionString, organisation: 'local' },
    localIdentity('reviewer', ['security-reviewer']),
  )
  for (const snapshot of ['1.0.0', '1.0.1'])
    await local.corpus.storeScan({ repository: 'r', kind: 'package', snapshot, report })
  await local.corpus.storeContexts({
    repository: 'r',
    snapshot: '1.0.0',
    contexts: [
      {
        finding: ids[0] ?? '',
        digest: sha256('code'),
        language: 'python',
        symbol: 'f',
        code: 'def f():\n    pass\n',
        startLine: 2,
        endLine: 3,
      },
    ],
  })
})
afterAll(async () => {
  await local.close()
  await database.close()
})

const decide = (finding: string, deciderKind: 'person' | 'advisory', decider: string) =>
  local.corpus.recordDecisions([
    {
      repository: 'r',
      snapshot: '1.0.0',
      finding,
      verdict: 'true-positive',
      deciderKind,
      decider,
      reason: 'seen',
      evidence: {},
    },
  ])

describe('the review queue', () => {
  it('counts all that wait, puts evidence first, and drops only what a person decided on', async () => {
    expect(await local.corpus.reviewQueue({ limit: 2 })).toMatchObject({ total: 6, findings: [{}, {}] })
    const last = ids.toSorted().at(-1) ?? ''
    await decide(last, 'advisory', 'GHSA-x')
    const [first] = (await local.corpus.reviewQueue({ limit: 1 })).findings
    expect(first).toMatchObject({
      snapshot: '1.0.0',
      finding: { id: last },
      evidence: [{ verdict: 'true-positive', deciderKind: 'advisory', decider: 'GHSA-x' }],
    })
    await decide(last, 'person', 'reviewer')
    const after = await local.corpus.reviewQueue({ limit: 100 })
    expect(after.total).toBe(5)
    expect(after.findings.map(({ snapshot, finding }) => [snapshot, finding.id])).not.toContainEqual([
      '1.0.0',
      last,
    ])
    expect(await local.corpus.reviewQueue({ limit: 9, cwe: 79 })).toEqual({ total: 0, findings: [] })
    expect((await local.corpus.reviewQueue({ limit: 9, repository: 'other' })).total).toBe(0)
  })

  it('finds a finding in every snapshot by the beginning of its id, with the code around it', async () => {
    const places = await local.corpus.locateFindings((ids[0] ?? '').slice(0, 20), 10)
    expect(places.map(({ snapshot, code }) => [snapshot, code])).toEqual([
      ['1.0.0', { text: 'def f():\n    pass\n', startLine: 2, symbol: 'f' }],
      ['1.0.1', null],
    ])
    // A pattern is no beginning.
    expect(await local.corpus.locateFindings('%', 10)).toEqual([])
  })
})
