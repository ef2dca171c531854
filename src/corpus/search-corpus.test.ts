import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localIdentity } from '../access/index.ts'
import { SILENT, seededRandom, sha256 } from '../kernel/index.ts'
import type { Embedder } from '../llm/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/database/testing.ts'
import { connectClient } from '../platform/index.ts'
import { type LocalCorpus, openLocalCorpus } from './index.ts'
import { searchCorpus } from './search-corpus.ts'
import { makeScanReport } from './testing.ts'

const CODES = 400
/** Vectors by a seed of the text: near means nothing here, exact search is the oracle of the approximate one. */
const embedder: Embedder = {
  modelId: 'seeded',
  dimensions: 384,
  embed: async (texts) =>
    texts.map((text) => {
      const random = seededRandom(Number.parseInt(sha256(text).slice(0, 8), 16))
      return Float32Array.from({ length: 384 }, () => random.next() - 0.5)
    }),
}

let database: TestDatabase
let local: LocalCorpus
beforeAll(async () => {
  database = await openTestDatabase()
  // So few rows are cheaper to sort than to look up: leave the planner the index alone.
  const owner = await connectClient(database.connectionString)
  const name = new URL(database.connectionString).pathname.slice(1)
  await owner.query(`ALTER DATABASE ${name} SET enable_sort = off`)
  await owner.query(`ALTER DATABASE ${name} SET enable_seqscan = off`)
  await owner.end()
  local = await openLocalCorpus(
    { home: database.home, databaseUrl: database.connectionString, organisation: 'local' },
    localIdentity('maker', ['ml-engineer']),
  )
  const report = makeScanReport({
    tool: 'bandit',
    lines: Array.from({ length: CODES }, (_, index) => index + 1),
  })
  await local.corpus.storeScan({ repository: 'r', kind: 'folder', snapshot: 's', report })
  await local.corpus.storeContexts({
    repository: 'r',
    snapshot: 's',
    contexts: report.findings.map((finding, index) => ({
      digest: sha256(`code ${index}`),
      // One in a hundred: a filter behind which an approximate search without care comes back short.
      language: index % 100 === 0 ? 'python' : 'javascript',
      symbol: null,
      code: `code ${index}`,
      finding: finding.id,
      startLine: 1,
      endLine: 1,
    })),
  })
  await local.corpus.embedMissing(embedder, SILENT)
})
afterAll(async () => {
  await local.close()
  await database.close()
})

describe('searchCorpus', () => {
  // Through the corpus's own connections, which see those settings.
  const store = () => ({ database: local.database, organisation: 'local', audit: local.corpus.audit })
  const contexts = (results: { context: string }[]) => results.map((result) => result.context)

  it('has an index that the planner takes', async () => {
    const { rows } = await local.database.pool.query(
      `EXPLAIN SELECT context FROM embedding WHERE organisation = 'local' AND model = 'seeded'
       ORDER BY embedding <=> (SELECT embedding FROM embedding LIMIT 1) LIMIT 10`,
    )
    expect(JSON.stringify(rows)).toContain('embedding_nearest')
  })

  it('finds by the index nearly what comparing all finds', async () => {
    let hits = 0
    for (let query = 0; query < 10; query++) {
      const exact = await searchCorpus(store(), `query ${query}`, embedder, { limit: 10 })
      const near = await searchCorpus(store(), `query ${query}`, embedder, { limit: 10, exactUpTo: 0 })
      expect(near).toHaveLength(10)
      const known = new Set(contexts(exact))
      hits += contexts(near).filter((context) => known.has(context)).length
    }
    expect(hits).toBeGreaterThanOrEqual(90)
  })

  it('does not come back short behind a selective filter', async () => {
    const filters = { language: 'python' }
    const exact = await searchCorpus(store(), 'query', embedder, { limit: 4, filters })
    const near = await searchCorpus(store(), 'query', embedder, { limit: 4, filters, exactUpTo: 0 })
    expect(exact).toHaveLength(4)
    expect(new Set(contexts(near))).toEqual(new Set(contexts(exact)))
  })

  it('refuses vectors that the table cannot hold', async () => {
    await expect(
      searchCorpus(store(), 'x', { ...embedder, dimensions: 768 }, { limit: 1 }),
    ).rejects.toMatchObject({ code: 'BAD_CONFIG' })
  })
})
