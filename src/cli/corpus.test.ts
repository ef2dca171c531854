import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localOperator } from '../access/index.ts'
import { openLocalCorpus } from '../corpus/index.ts'
import { makeScanReport } from '../corpus/testing.ts'
import { sha256 } from '../kernel/index.ts'
import { openTestDatabase, type TestDatabase } from '../platform/database/testing.ts'
import { connectClient, minimalEnvironment, PROJECT_ROOT, runProcess } from '../platform/index.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await openTestDatabase()
  folder = mkdtempSync(join(tmpdir(), 'sbr-corpus-cli-'))
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

async function sbr(...args: string[]) {
  const done = await runProcess({
    command: join(PROJECT_ROOT, 'sbr'),
    args,
    cwd: folder,
    env: minimalEnvironment({ SBR_HOME: database.home, SBR_DATABASE_URL: database.connectionString }),
    timeoutMs: 50_000,
  })
  return { code: done.exitCode, stdout: done.stdout.toString(), stderr: done.stderr.toString() }
}

describe('sbr corpus and sbr verify', () => {
  it('say what to do next where nothing is stored', async () => {
    const stats = await sbr('corpus', 'stats', '--json')
    expect(stats.code).toBe(0)
    expect(JSON.parse(stats.stdout)).toMatchObject({ snapshots: 0, stages: [] })
    expect(stats.stderr).toContain('sbr demo')
    expect((await sbr('corpus', 'erase', 'no-such-digest')).code).toBe(2)
    expect((await sbr('corpus', 'search', 'x', '--limit', '0')).code).toBe(2)
  })

  it('search, dump and verify what is stored, and tell when it was tampered with', async () => {
    const local = await openLocalCorpus(
      { home: database.home, databaseUrl: database.connectionString, organisation: 'local' },
      localOperator(),
    )
    const report = makeScanReport({ tool: 'bandit', lines: [2], cwe: 78 })
    await local.corpus.storeScan({ repository: 'r', kind: 'folder', snapshot: 's', report })
    // A terminal escape in scanned code must not reach the terminal.
    const code = 'def ping(host):\n    os.system("ping " + host)  # \u001b[2J'
    await local.corpus.storeContexts({
      repository: 'r',
      snapshot: 's',
      contexts: [
        {
          digest: sha256(code),
          language: 'python',
          symbol: 'ping',
          code,
          finding: report.findings[0]?.id ?? '',
          startLine: 1,
          endLine: 2,
        },
      ],
    })
    await local.close()

    const found = await sbr('corpus', 'search', 'shell command', '--cwe', '78')
    expect(found.stdout).toContain('os.system("ping " + host)')
    expect(found.stdout).not.toContain('\u001b')
    const dumped = await sbr('corpus', 'dump', 'corpus.jsonl', '--json')
    expect(JSON.parse(dumped.stdout).sha256).toBe(
      JSON.parse(readFileSync(join(folder, 'corpus.jsonl'), 'utf8').trimEnd().split('\n').at(-1) ?? '')
        .sha256,
    )
    expect(await sbr('verify')).toMatchObject({ code: 0, stdout: expect.stringContaining('whole') })

    const attacker = await connectClient(database.connectionString)
    await attacker.query('SET session_replication_role = replica')
    await attacker.query("UPDATE sbr.audit_record SET actor = 'somebody' WHERE sequence = 1")
    await attacker.end()
    const broken = await sbr('verify', '--json')
    expect(broken.code).toBe(2)
    expect(JSON.parse(broken.stdout)).toMatchObject({ holds: false, audit: { broken: { sequence: 1 } } })
  })
})
