import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, readdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { SbrError } from '../../kernel/index.ts'
import {
  addPack,
  collectTargets,
  createEnginePool,
  packNames,
  readPack,
  removePack,
  verifyPack,
} from '../index.ts'
import { findNjsscanRules } from '../njsscan-pack/engine.ts'
import { findRowanRules } from '../semgrep/engine.ts'
import { makeFolder } from '../testing.ts'

const cleanups: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean()
})
const folderOf = (files: Record<string, string>) => {
  const folder = makeFolder(files)
  cleanups.push(folder.remove)
  return folder.path
}

const rule = (id: string, call: string, extra = '') =>
  `rules:\n  - id: ${id}\n    languages: [python]\n    severity: ERROR\n    message: ${call} is ours to find\n    pattern: ${call}(...)\n    metadata:\n      cwe: "CWE-489: Active Debug Code"\n${extra}`
const OWN = {
  'python/debug.yaml': rule('own-debug', 'leave_debug_on'),
  'python/debug.test.yaml': 'rules: of another kind',
  'docker-compose.yml': 'services: {}\n',
  'broken.yaml': 'rules:\n  - id: [\n',
}
const codeOf = async (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof SbrError ? error.code : String(error)),
  )

async function gitOf(files: Record<string, string>): Promise<string> {
  const path = folderOf(files)
  const git = (...args: string[]) => execFileSync('git', ['-C', path, ...args], { stdio: 'ignore' })
  git('init', '-q', '-b', 'main')
  git('add', '.')
  git('-c', 'user.name=t', '-c', 'user.email=t@example.invalid', 'commit', '-q', '-m', 'rules')
  return path
}

/** Answers as Semgrep's registry does: the pack as YAML below its name. */
async function registryOf(packs: Record<string, string>): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const text = packs[(request.url ?? '').replace('/c/', '')]
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'application/x-yaml' })
    response.end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanups.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const address = server.address()
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/c/`, asked }
}

describe('addPack', () => {
  it('takes a folder: rules in, other YAML out, broken files named', async () => {
    const home = folderOf({})
    const { pack, notes } = await addPack({ home, source: folderOf(OWN), name: 'own' })
    expect(pack).toMatchObject({ name: 'own', kind: 'folder', lineage: 'own', rules: 1, leftOut: [] })
    expect(pack.files.map(({ origin }) => origin)).toEqual(['python/debug.yaml'])
    expect(notes).toEqual([expect.stringContaining('broken.yaml')])
    expect(packNames(home)).toEqual(['own'])
    expect(readdirSync(join(home, 'rules'))).toEqual(['own'])
  })

  it('clones a Git repository at a commit, and runs nothing of it', async () => {
    const home = folderOf({})
    const repository = await gitOf({ ...OWN, '.gitattributes': '* filter=bad\n' })
    const { pack } = await addPack({ home, source: `file://${repository}#main` })
    expect(pack.kind).toBe('git')
    expect(pack.commit).toMatch(/^[0-9a-f]{40}$/)
    expect(pack.rules).toBe(1)
  })

  it('downloads a pack of the registry once', async () => {
    const home = folderOf({})
    const { url, asked } = await registryOf({ 'p/default': rule('default-debug', 'leave_debug_on') })
    const first = await addPack({ home, source: 'p/default', registry: url })
    const second = await addPack({ home, source: 'p/default', registry: url })
    expect(asked).toEqual(['/c/p/default'])
    expect(first.pack).toMatchObject({ name: 'p-default', lineage: 'semgrep-rules', kind: 'registry' })
    expect([first.unchanged, second.unchanged, second.pack.sha256]).toEqual([false, true, first.pack.sha256])
  })

  it('pins the same rules alike, wherever they are added', async () => {
    const source = folderOf(OWN)
    const pins = await Promise.all(
      [folderOf({}), folderOf({})].map(
        async (home) => (await addPack({ home, source, name: 'own' })).pack.sha256,
      ),
    )
    expect(pins[0]).toBe(pins[1])
  })

  it.each([
    ['an address where no repository is', 'file:///nowhere/at/all.git', 'NETWORK'],
    ['a folder that is not there', '/nowhere/at/all', 'NOT_FOUND'],
    ['a pack that the registry does not have', 'p/none', 'NOT_FOUND'],
  ])('%s: a clear error, and nothing is left behind', async (_what, source, code) => {
    const home = folderOf({})
    const { url } = await registryOf({})
    expect(await codeOf(addPack({ home, source, registry: url }))).toBe(code)
    expect([packNames(home), readdirSync(join(home, 'rules'))]).toEqual([[], []])
  })

  it('refuses a source without rules, and a name that is taken', async () => {
    const home = folderOf({})
    expect(await codeOf(addPack({ home, source: folderOf({ 'a.yaml': 'a: 1\n' }), name: 'a' }))).toBe(
      'BAD_INPUT',
    )
    await addPack({ home, source: folderOf(OWN), name: 'own' })
    expect(await codeOf(addPack({ home, source: folderOf(OWN), name: 'own' }))).toBe('CONFLICT')
    expect(await codeOf(addPack({ home, source: folderOf(OWN), name: '../up' }))).toBe('BAD_USAGE')
  })

  it('refuses what is of a held-out judge: by name, by lineage, by content', async () => {
    const home = folderOf({})
    const source = folderOf(OWN)
    expect(await codeOf(addPack({ home, source, name: 'my-njsscan' }))).toBe('NOT_ALLOWED')
    expect(await codeOf(addPack({ home, source, name: 'own', lineage: 'codeshield' }))).toBe('NOT_ALLOWED')
    const judge = await findNjsscanRules()
    const copied = folderOf({})
    for (const [index, file] of (judge?.files ?? []).entries())
      execFileSync('cp', [file, join(copied, `${index}.yaml`)])
    expect(await codeOf(addPack({ home, source: copied, name: 'web' }))).toBe('NOT_ALLOWED')
  })

  it("leaves a held-out judge's rules out of a collection that has others", async () => {
    const home = folderOf({})
    const source = folderOf({
      ...OWN,
      'contrib/nodejsscan/eval.yaml': rule('eval-used', 'eval'),
    })
    const { pack, notes } = await addPack({ home, source, name: 'collection' })
    expect([pack.rules, pack.leftOut]).toEqual([1, ['eval-used']])
    expect(notes.join()).toContain('held-out')
  })

  it('knows a pack that is mostly another one for its lineage', async () => {
    const home = folderOf({})
    const rowan = await findRowanRules()
    const copied = folderOf({})
    execFileSync('cp', [rowan?.files[0] ?? '', join(copied, 'renamed.yaml')])
    const { pack } = await addPack({ home, source: copied, name: 'renamed' })
    expect(pack.lineage).toBe('rowan')
  })
})

describe('an added pack as an engine', () => {
  const CODE = { 'a.py': 'leave_debug_on()\n', 'b.js': 'leave_debug_on()\n' }

  it('scans with its rules alone, with pack, pin and lineage in the run', async () => {
    const home = folderOf({})
    const { pack } = await addPack({ home, source: folderOf(OWN), name: 'own', lineage: 'house' })
    const pool = createEnginePool({ purpose: 'reward', home, engines: ['pack:own'] })
    const { root, targets } = await collectTargets(folderOf(CODE))
    const [output] = await pool.scan({ root, targets, timeoutMs: 30_000 })
    await pool.close()
    expect(output?.run.packs).toMatchObject([{ name: 'own', lineage: 'house', heldOut: false }])
    expect(output?.run.targets.map(({ status }) => status)).toEqual(['scanned', 'unsupported'])
    expect(output?.findings.map((finding) => [finding.tool.name, finding.rule.id, finding.cwe.ids])).toEqual([
      ['pack:own', 'own-debug', [489]],
    ])
    expect(pack.rules).toBe(1)
  })

  it('is in every scan, and in a reward only where the policy names it', async () => {
    const home = folderOf({})
    await addPack({ home, source: folderOf(OWN), name: 'own' })
    expect(createEnginePool({ purpose: 'scan', home }).names).toContain('pack:own')
    expect(createEnginePool({ purpose: 'reward', home }).names).not.toContain('pack:own')
    expect(createEnginePool({ purpose: 'reward', home, also: ['pack:own'] }).names).toContain('pack:own')
    expect(createEnginePool({ purpose: 'held-out', home }).names).not.toContain('pack:own')
    await removePack(home, 'own')
    expect(existsSync(join(home, 'rules/own'))).toBe(false)
    expect(
      await codeOf((async () => createEnginePool({ purpose: 'reward', home, also: ['pack:own'] }))()),
    ).toBe('NOT_FOUND')
  })

  it('is refused where its content is not what was pinned', async () => {
    const home = folderOf({})
    await addPack({ home, source: folderOf(OWN), name: 'own' })
    appendFileSync(join(home, 'rules/own/rules/0.yaml'), '# a comment\n')
    expect(() => verifyPack(home, readPack(home, 'own'))).toThrow(/no longer matches its pin/)
    const pool = createEnginePool({ purpose: 'reward', home, engines: ['pack:own'] })
    expect(await codeOf(pool.infos())).toBe('INTEGRITY')
    const { root, targets } = await collectTargets(folderOf(CODE))
    const [output] = await pool.scan({ root, targets, timeoutMs: 30_000 })
    await pool.close()
    expect([output?.run.status, output?.findings]).toEqual(['failed', []])
  })
})
