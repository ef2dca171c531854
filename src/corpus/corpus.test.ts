import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localIdentity } from '../access/index.ts'
import {
  type DatasetItem,
  type DatasetManifest,
  digestJson,
  type GateVerdict,
  type RewardDocument,
  SILENT,
  sha256,
} from '../kernel/index.ts'
import { openEmbedder } from '../llm/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/database/testing.ts'
import { connectClient } from '../platform/index.ts'
import { type LocalCorpus, openLocalCorpus, sampleDigest } from './index.ts'
import { makeScanReport } from './testing.ts'

const TOKEN = `ghp_${'A1b2C3d4E5'.repeat(4)}`
const REPOSITORY = 'pkg:npm/example'

let database: TestDatabase
let local: LocalCorpus
const open = (own: TestDatabase) =>
  openLocalCorpus(
    { home: own.home, databaseUrl: own.connectionString, organisation: 'local' },
    localIdentity('maker', ['ml-engineer']),
  )

beforeAll(async () => {
  database = await openTestDatabase()
  local = await open(database)
})
afterAll(async () => {
  await local.close()
  await database.close()
})

const scanOf = (report = makeScanReport({ tool: 'bandit', lines: [3, 9] }), snapshot = '1.0.0') => ({
  repository: REPOSITORY,
  kind: 'package' as const,
  snapshot,
  report,
})

const context = (code: string, symbol: string) => ({
  digest: sha256(code),
  language: 'python',
  symbol,
  code,
})

describe('storeScan', () => {
  it('stores a scan once: the second time adds nothing, not even an audit record', async () => {
    const first = await local.corpus.storeScan(scanOf())
    expect(first.added).toEqual({ runs: 1, findings: 2, issues: 2 })
    const before = await local.corpus.stats()
    const second = await local.corpus.storeScan(scanOf())
    expect(second).toEqual({ scan: first.scan, added: { runs: 0, findings: 0, issues: 0 } })
    expect(await local.corpus.stats()).toEqual(before)
    expect(before).toMatchObject({ findings: { total: 2, byTool: { bandit: 2 } }, issues: 2 })
  })

  it('is not counted twice by ten writers at once', async () => {
    const scan = scanOf(makeScanReport({ tool: 'parallel', lines: [1, 2, 3] }), 'parallel')
    const stored = await Promise.all(Array.from({ length: 10 }, () => local.corpus.storeScan(scan)))
    expect(stored.reduce((sum, one) => sum + one.added.findings, 0)).toBe(3)
    expect(await local.corpus.listFindings({ snapshot: 'parallel' })).toHaveLength(3)
  })

  it('lets a run that got further take the place of its earlier attempt, never the other way', async () => {
    const partial = scanOf(makeScanReport({ tool: 'slow', status: 'partial', lines: [1, 5] }), 'retried')
    const complete = scanOf(makeScanReport({ tool: 'slow', status: 'complete', lines: [5, 7] }), 'retried')
    await local.corpus.storeScan(partial)
    await local.corpus.storeScan(complete)
    await local.corpus.storeScan(partial)
    const lines = (await local.corpus.listFindings({ snapshot: 'retried' })).map(
      ({ finding }) => finding.location?.startLine,
    )
    expect(lines.sort()).toEqual([5, 7])
    expect((await local.corpus.stats()).runs).toMatchObject({ complete: 3 })
    expect(await local.corpus.countRuns()).toEqual({ complete: 3, total: 3 })
  })

  it('takes what PostgreSQL cannot hold, and no secret', async () => {
    const message = `nul \u0000, half a surrogate \ud800, key ${TOKEN}, separator \u2028`
    await local.corpus.storeScan(scanOf(makeScanReport({ tool: 'odd', lines: [1], message }), 'odd'))
    const [stored] = await local.corpus.listFindings({ snapshot: 'odd' })
    expect(stored?.finding.message).toBe(
      'nul \ufffd, half a surrogate \ufffd, key [redacted:github-token], separator \u2028',
    )
    const { rows } = await database.pool.query(
      "SELECT count(*)::int AS n FROM finding WHERE document::text LIKE '%ghp_%'",
    )
    expect(rows[0]).toEqual({ n: 0 })
  })
})

describe('contexts, remediations and decisions', () => {
  const before = context(
    `def find(db, name):\n    token = "${TOKEN}"\n    db.execute("... %s" % name)\n`,
    'find',
  )
  const after = context('def find(db, name):\n    db.execute("... ?", (name,))\n', 'find')
  const findings = makeScanReport({ tool: 'bandit', lines: [3, 9] }).findings.map((finding) => finding.id)

  it('stores each distinct code once, redacted', async () => {
    const contexts = findings.map((finding) => ({ ...before, finding, startLine: 1, endLine: 3 }))
    const about = { repository: REPOSITORY, snapshot: '1.0.0', contexts }
    expect(await local.corpus.storeContexts(about)).toEqual({ contexts: 1, links: 2 })
    expect(await local.corpus.storeContexts(about)).toEqual({ contexts: 0, links: 0 })
  })

  it('gives remediations back with code and decisions, as datasets need them', async () => {
    await local.corpus.storeScan(scanOf(makeScanReport({ tool: 'bandit', lines: [] }), '1.0.1'))
    const about = {
      repository: REPOSITORY,
      fromSnapshot: '1.0.0',
      toSnapshot: '1.0.1',
      remediations: [
        {
          path: 'src/users.py',
          symbol: 'find',
          language: 'python',
          cwe: 89,
          advisory: 'GHSA-x',
          before,
          after,
          findings,
          engines: ['bandit'],
        },
      ],
    }
    expect(await local.corpus.storeRemediations(about)).toMatchObject({ added: 1 })
    expect(await local.corpus.storeRemediations(about)).toMatchObject({ added: 0 })
    const decisions = findings.map((finding) => ({
      repository: REPOSITORY,
      snapshot: '1.0.0',
      finding,
      verdict: 'true-positive' as const,
      deciderKind: 'advisory' as const,
      decider: 'GHSA-x',
      reason: 'The advisory names this weakness and the fix changed this function.',
      evidence: { advisory: 'GHSA-x', cwe: 89 },
    }))
    expect(await local.corpus.recordDecisions(decisions)).toMatchObject({ added: 2 })
    expect(await local.corpus.recordDecisions(decisions)).toMatchObject({ added: 0 })
    const [remediation] = await local.corpus.remediations()
    expect(remediation).toMatchObject({
      group: REPOSITORY,
      cwe: 89,
      after: after.code,
      findings: [...findings].sort(),
      decisions: [
        { verdict: 'true-positive', deciderKind: 'advisory', decider: 'GHSA-x' },
        { deciderKind: 'advisory' },
      ],
    })
    expect(remediation?.before).toContain('[redacted:github-token]')
  })

  it('refuses a decision in the name of another person, and any change of a decision', async () => {
    const decision = {
      repository: REPOSITORY,
      snapshot: '1.0.0',
      finding: findings[0] ?? '',
      verdict: 'false-positive' as const,
      deciderKind: 'person' as const,
      decider: 'somebody-else',
      reason: 'no',
      evidence: {},
    }
    expect(() => local.corpus.recordDecisions([decision])).toThrow(/in the name of/)
    await expect(database.pool.query('UPDATE decision SET reason = $1', ['other'])).rejects.toThrow(
      /permission/,
    )
    const owner = await connectClient(database.connectionString)
    await expect(owner.query('DELETE FROM sbr.decision')).rejects.toThrow(/only grows/)
    await owner.end()
  })
})

describe('search', () => {
  it('embeds each distinct content once and finds the nearest code, with and without filters', async () => {
    const embedder = openEmbedder({ embeddingsUrl: null })
    const shell = context('def ping(host):\n    os.system("ping -c 1 " + host)\n', 'ping')
    const report = makeScanReport({ tool: 'shell', lines: [4], cwe: 78 })
    await local.corpus.storeScan(scanOf(report, '2.0.0'))
    const finding = report.findings[0]?.id ?? ''
    await local.corpus.storeContexts({
      repository: REPOSITORY,
      snapshot: '2.0.0',
      contexts: [{ ...shell, finding, startLine: 1, endLine: 2 }],
    })
    expect(await local.corpus.embedMissing(embedder, SILENT)).toEqual({ embedded: 3 })
    expect(await local.corpus.embedMissing(embedder, SILENT)).toEqual({ embedded: 0 })
    const found = await local.corpus.search('run a shell command with user input', embedder, { limit: 2 })
    expect(found[0]).toMatchObject({ symbol: 'ping', findings: [{ cwe: 78, line: 4, snapshot: '2.0.0' }] })
    expect(found[0]?.score).toBeGreaterThan(found[1]?.score ?? 1)
    const filtered = await local.corpus.search('run a shell command', embedder, {
      limit: 5,
      filters: { cwe: 89 },
    })
    expect(filtered.map((result) => result.symbol)).toEqual(['find'])
    expect(await local.corpus.search('x', embedder, { limit: 5, filters: { language: 'go' } })).toEqual([])
  })
})

describe('judgements', () => {
  it('replaces an invalid judgement by the first valid one, and never a valid one', async () => {
    const sample = { id: 's1', language: 'python' as const, code: 'x = 1' }
    const document = (reward: number | null): RewardDocument => ({
      id: 's1',
      reward,
      ceiling: 1,
      valid: reward !== null,
      label: reward === null ? 'unknown' : 'clean',
      verdicts: {},
      components: { integrity: 1, function: null, security: reward, dependencies: null },
      findings: [],
      reason: '',
      policy: 'p',
    })
    const digest = sampleDigest({ ...sample, id: 'another name' })
    const store = (reward: number | null) =>
      local.corpus.storeJudgements([{ sample, document: document(reward) }])
    expect(await store(null)).toEqual({ added: 1 })
    expect(await local.corpus.loadJudgements('p', [digest])).toEqual(new Map())
    expect(await store(0.75)).toEqual({ added: 1 })
    expect(await store(null)).toEqual({ added: 0 })
    expect(await store(0.25)).toEqual({ added: 0 })
    expect((await local.corpus.loadJudgements('p', [digest])).get(digest)?.reward).toBe(0.75)
  })
})

describe('from dataset to promotion, dump and erasure', () => {
  const messages = [
    { role: 'user' as const, content: 'Rewrite this' },
    { role: 'assistant' as const, content: 'fixed' },
  ]
  let dataset = ''
  let adapter = ''

  it('releases a dataset only behind a gate that passed', async () => {
    const [remediation] = await local.corpus.remediations()
    const item: DatasetItem = {
      id: digestJson(messages),
      kind: 'remediation',
      language: 'python',
      cwe: 89,
      group: REPOSITORY,
      split: 'train',
      messages,
      origins: [`remediation:${remediation?.id}`],
    }
    dataset = digestJson({ items: [item.id] })
    const manifest: DatasetManifest = {
      id: dataset,
      status: 'candidate',
      createdAt: '2026-11-23T00:00:00.000Z',
      items: 1,
      byKind: { remediation: 1 },
      byLanguage: { python: 1 },
      byCwe: { '89': 1 },
      decisionsBy: { advisory: 1 },
    }
    expect(await local.corpus.storeDataset(manifest, [item])).toEqual({ added: true })
    expect(await local.corpus.storeDataset(manifest, [item])).toEqual({ added: false })
    expect((await local.corpus.loadDataset(dataset)).items).toEqual([item])
    await expect(local.corpus.releaseDataset(dataset, 'demo')).rejects.toMatchObject({
      code: 'GATE_NOT_PASSED',
    })
    const verdict = (passed: boolean): GateVerdict => ({ passed, rules: [], dataset, profile: 'demo' })
    await local.corpus.storeGateVerdict(verdict(false))
    await expect(local.corpus.releaseDataset(dataset, 'demo')).rejects.toMatchObject({
      code: 'GATE_NOT_PASSED',
    })
    await local.corpus.storeGateVerdict(verdict(true))
    expect((await local.corpus.releaseDataset(dataset, 'demo')).status).toBe('released')
    const secret = { ...item, messages: [{ role: 'user' as const, content: TOKEN }] }
    expect(() =>
      local.corpus.storeDataset(manifest, [{ ...secret, id: digestJson(secret.messages) }]),
    ).toThrow(/secret/)
    expect(() => local.corpus.storeDataset(manifest, [{ ...item, id: 'other' }])).toThrow(
      /not what its id says/,
    )
  })

  it('promotes a model only after two people in two roles, by program and by SQL', async () => {
    const file = (name: string) => {
      const path = join(database.home, name)
      writeFileSync(path, name)
      return { path, sha256: sha256(name) }
    }
    const base = file('base.gguf')
    const made = file('adapter.gguf')
    adapter = made.sha256
    await local.corpus.storeModel({ ...base, kind: 'base', base: null, dataset: null, parameters: {} })
    const model = {
      ...made,
      kind: 'adapter' as const,
      base: base.sha256,
      dataset,
      parameters: { rate: 0.0002 },
    }
    expect(await local.corpus.storeModel(model)).toEqual({ added: true })
    expect(await local.corpus.storeModel(model)).toEqual({ added: false })
    await local.corpus.storeEvaluation({
      model: adapter,
      report: { id: 'evaluation-1', tasks: 0, generationsPerArm: 0, arms: [], paired: [], judges: [] },
    })
    const promote = { model: adapter, evaluation: 'evaluation-1', reason: 'better on held-out tasks' }
    const approve = (as: LocalCorpus['corpus'], role: 'ml-engineer' | 'security-reviewer') =>
      as.approveModel({ model: adapter, role, reason: 'looked at it' })

    await expect(approve(local.corpus, 'ml-engineer')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    const reviewer = await local.as(localIdentity('reviewer', ['security-reviewer']))
    const engineer = await local.as(localIdentity('engineer', ['ml-engineer']))
    await expect(approve(engineer, 'security-reviewer')).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await approve(reviewer, 'security-reviewer')
    await expect(local.corpus.promoteModel(promote)).rejects.toThrow(/lacks an approval by a ml-engineer/)
    await expect(
      database.pool.query(
        `INSERT INTO promotion (organisation, sequence, kind, model, evaluation, actor, reason, envelope)
         VALUES ('local', 99, 'promote', $1, 'evaluation-1', 'maker', 'sneaking', '{}')`,
        [adapter],
      ),
    ).rejects.toThrow(/not approved by two people/)
    await expect(
      database.pool.query(
        `INSERT INTO approval (organisation, subject_kind, subject, approver, role, author, reason, envelope)
         VALUES ('local', 'model', $1, 'maker', 'ml-engineer', 'somebody', 'sneaking', '{}')`,
        [adapter],
      ),
    ).rejects.toThrow(/another author/)
    await approve(engineer, 'ml-engineer')
    expect(await engineer.promoteModel(promote)).toMatchObject({ sequence: 1, model: adapter })
    expect(await engineer.promoteModel(promote)).toMatchObject({ sequence: 1 })
    expect(await engineer.rollbackPromotion('slower')).toMatchObject({
      sequence: 2,
      kind: 'rollback',
      model: null,
    })
    expect(await engineer.promoteModel(promote)).toMatchObject({ sequence: 3, model: adapter })
  })

  it('verifies every signature, and finds a changed file', async () => {
    const all = await local.corpus.verifyArtefacts(local.keys.trusted)
    expect(all.filter((artefact) => artefact.why !== null)).toEqual([])
    expect(new Set(all.map((artefact) => artefact.kind))).toEqual(
      new Set(['dataset', 'gate-verdict', 'model', 'approval', 'promotion']),
    )
    writeFileSync(join(database.home, 'adapter.gguf'), 'poisoned')
    const broken = (await local.corpus.verifyArtefacts(local.keys.trusted)).filter(
      (artefact) => artefact.why !== null,
    )
    expect(broken).toMatchObject([{ kind: 'model', id: adapter, why: expect.stringContaining('changed') }])
    writeFileSync(join(database.home, 'adapter.gguf'), 'adapter.gguf')
  })

  it('dumps and restores everything, and refuses a damaged dump', async () => {
    const file = join(database.home, 'corpus.jsonl')
    const dump = await local.corpus.dump(file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).not.toContain(TOKEN)
    await expect(local.corpus.restore(file)).rejects.toMatchObject({ code: 'CONFLICT' })
    const own = await openTestDatabase()
    const other = await open(own)
    try {
      const text = readFileSync(file, 'utf8')
      const damaged = join(own.home, 'damaged.jsonl')
      for (const wrong of [text.slice(0, -200), text.replace('true-positive', 'uncertain'), `${text}{}\n`]) {
        writeFileSync(damaged, wrong)
        await expect(other.corpus.restore(damaged)).rejects.toMatchObject({ code: 'INTEGRITY' })
        expect((await other.corpus.stats()).findings.total).toBe(0)
      }
      expect(await other.corpus.restore(file)).toEqual({ rows: dump.rows })
      const { auditRecords, ...stats } = await local.corpus.stats()
      expect(await other.corpus.stats()).toEqual({ ...stats, auditRecords: auditRecords + 1 })
      expect(await other.corpus.remediations()).toEqual(await local.corpus.remediations())
      const trusted = local.keys.trusted
      expect(
        (await other.corpus.verifyArtefacts(trusted)).filter((artefact) => artefact.why !== null),
      ).toEqual([])
    } finally {
      await other.close()
      await own.close()
    }
  })

  it('erases content, keeps the digest, and marks the dataset and the model that had it', async () => {
    const [remediation] = await local.corpus.remediations()
    const digest = sha256(remediation?.after ?? '')
    expect(await local.corpus.erase(digest)).toEqual({
      destroyed: ['context', 'dataset-item'],
      datasets: [dataset],
      models: [adapter],
    })
    expect(await local.corpus.remediations()).toEqual([])
    expect(await local.corpus.loadDataset(dataset)).toMatchObject({ items: [], erased: [digest] })
    expect((await local.corpus.loadModel(adapter)).erased).toEqual([digest])
    const all = await local.corpus.verifyArtefacts(local.keys.trusted)
    expect(all.filter((artefact) => artefact.why !== null)).toEqual([])
    await expect(local.corpus.erase('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { rows } = await database.pool.query(
      "SELECT count(*)::int AS n FROM code_context WHERE code LIKE '%(name,))%'",
    )
    expect(rows[0]).toEqual({ n: 0 })
  })
})

describe('captured generations', () => {
  it('stores one once, redacted, until the loop has looked at it', async () => {
    const generation = {
      id: 'chatcmpl-1',
      model: 'base',
      prompt: `use ${TOKEN}`,
      text: 'print(1)',
      finishReason: 'stop',
      tokens: { prompt: 3, completion: 2 },
      createdAt: '2026-11-23T00:00:00.000Z',
    }
    expect(await local.corpus.storeGeneration(generation)).toEqual({ added: true })
    expect(await local.corpus.storeGeneration(generation)).toEqual({ added: false })
    expect(await local.corpus.listUnscannedGenerations(10)).toEqual([
      { ...generation, prompt: 'use [redacted:github-token]' },
    ])
    await local.corpus.markGenerationScanned('chatcmpl-1', 'snapshot')
    expect(await local.corpus.listUnscannedGenerations(10)).toEqual([])
  })
})
