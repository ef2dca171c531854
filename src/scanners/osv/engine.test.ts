import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { TOOLS } from '../../platform/index.ts'
import { createEnginePool } from '../pool.ts'
import { collectTargets } from '../targets.ts'
import { makeFolder } from '../testing.ts'

const folders: ReturnType<typeof makeFolder>[] = []
const folderWith = (files: Record<string, string>) => {
  const folder = makeFolder(files)
  folders.push(folder)
  return folder
}
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove()
})

const advisory = (id: string, ecosystem: string, name: string, fixed: string) =>
  JSON.stringify({
    id,
    aliases: [`CVE-${id}`],
    summary: `Something about ${name}`,
    affected: [
      {
        package: { ecosystem, name },
        ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed }] }],
      },
    ],
    database_specific: { severity: 'HIGH', cwe_ids: ['CWE-1321'] },
  })

async function scan(project: string, advisories: string) {
  const home = folderWith({})
  const pool = createEnginePool({ purpose: 'scan', home: home.path, engines: ['osv'], advisories })
  const { root, targets } = await collectTargets(project)
  const [output] = await pool.scan({ root, targets, timeoutMs: 10_000 })
  if (!output) throw new Error('no output')
  return output
}

describe('the OSV engine', () => {
  it('finds a pinned package with an advisory, from a folder and from a zip', async () => {
    const project = folderWith({
      'package.json': JSON.stringify({ dependencies: { lodash: '4.17.15', other: '1.0.0' } }),
      'api/requirements.txt': 'Django==3.2.0\n',
    })
    const database = folderWith({
      'npm/A-1.json': advisory('A-1', 'npm', 'lodash', '4.17.19'),
      'PyPI/B-1.json': advisory('B-1', 'PyPI', 'django', '3.2.5'),
    })
    const fromFolder = await scan(project.path, database.path)
    expect(fromFolder.run.status).toBe('complete')
    expect(
      fromFolder.findings.map(({ kind, advisory: about, package: one, location, cwe, severity }) => [
        kind,
        about?.id,
        one?.version,
        one?.fixedVersions,
        location?.path,
        cwe.ids,
        severity.level,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['dependency', 'CVE-A-1', '4.17.15', ['4.17.19'], 'package.json', [1321], 'high'],
        ['dependency', 'CVE-B-1', '3.2.0', ['3.2.5'], 'api/requirements.txt', [1321], 'high'],
      ]),
    )
    expect(fromFolder.findings).toHaveLength(2)

    const zipped = folderWith({})
    for (const ecosystem of ['npm', 'PyPI']) {
      mkdirSync(join(zipped.path, ecosystem))
      const archive = join(zipped.path, ecosystem, 'all.zip')
      execFileSync(TOOLS.python, ['-m', 'zipfile', '-c', archive, `${join(database.path, ecosystem)}/`])
    }
    expect(await scan(project.path, zipped.path)).toEqual(fromFolder)
  })

  it('does not call clean what it cannot judge', async () => {
    const project = folderWith({
      'package.json': JSON.stringify({ dependencies: { lodash: '^4.0.0' } }),
      'b/package.json': JSON.stringify({ dependencies: { lodash: '^4.0.0' } }),
      'b/package-lock.json': JSON.stringify({ packages: { 'node_modules/lodash': { version: '4.17.21' } } }),
      'c/requirements.txt': 'flask==1.0\n',
      'd/package.json': '{ broken',
    })
    const database = folderWith({ 'npm/A-1.json': advisory('A-1', 'npm', 'lodash', '4.17.19') })
    const { run, findings } = await scan(project.path, database.path)
    expect(findings).toEqual([])
    expect(run.status).toBe('partial')
    expect(run.targets).toEqual([
      { path: 'b/package-lock.json', status: 'scanned' },
      { path: 'b/package.json', status: 'scanned' },
      { path: 'c/requirements.txt', status: 'failed', reason: 'no-advisories' },
      { path: 'd/package.json', status: 'failed', reason: 'parse-error' },
      { path: 'package.json', status: 'failed', reason: 'unresolved-versions' },
    ])
  })

  it('gives another run over other advisories', async () => {
    const project = folderWith({ 'package.json': JSON.stringify({ dependencies: { lodash: '4.17.20' } }) })
    const before = await scan(
      project.path,
      folderWith({ 'npm/a.json': advisory('A-1', 'npm', 'lodash', '4.17.19') }).path,
    )
    const after = await scan(
      project.path,
      folderWith({ 'npm/a.json': advisory('A-1', 'npm', 'lodash', '4.17.21') }).path,
    )
    expect(before.findings).toHaveLength(0)
    expect(after.findings).toHaveLength(1)
    expect(after.run.id).not.toBe(before.run.id)
  })
})
