import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Header, pack } from 'tar-stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRegistries, type Registries } from '../../platform/index.ts'
import { type DemonstrationAdvisory, loadDemonstration } from '../advisories/demonstration.ts'
import { collectPackages } from './collect-packages.ts'

type LinkHeader = Partial<Header> & { name: string }

let folder: string
let server: Server
let base: string
let registries: Registries
/** Answers by path; what is not in it is 404. */
let pages: Map<string, Buffer | string>
let requested: string[]

/** A server that speaks npm's registry protocol and PEP 691, with archives made here. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sbr-collect-'))
  pages = new Map()
  requested = []
  server = createServer((request, response) => {
    requested.push(request.url ?? '')
    const page = pages.get(request.url ?? '')
    response.writeHead(page === undefined ? 404 : 200).end(page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  registries = openRegistries({
    npm: { registry: `${base}npm/`, scopes: new Map(), credentials: new Map() },
    pip: { index: `${base}simple/`, authorization: null },
    http: { attempts: 1 },
  })
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

async function tgz(files: Record<string, string>, extra: LinkHeader[] = []): Promise<Buffer> {
  const archive = pack()
  for (const [name, content] of Object.entries(files))
    archive.entry({ name: `top/${name}`, mtime: new Date(0) }, content)
  for (const header of extra) archive.entry({ mtime: new Date(0), ...header })
  archive.finalize()
  const pieces: Buffer[] = []
  for await (const piece of archive) pieces.push(piece as Buffer)
  return gzipSync(Buffer.concat(pieces))
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

async function publishNpm(name: string, versions: Record<string, Buffer>) {
  const listed = Object.entries(versions).map(([version, archive]) => {
    const tarball = `${base}npm/${name}/-/${name}-${version}.tgz`
    pages.set(new URL(tarball).pathname, archive)
    const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`
    return [version, { dist: { tarball, integrity } }]
  })
  pages.set(`/npm/${name}`, JSON.stringify({ name, versions: Object.fromEntries(listed) }))
}

async function publishPython(name: string, versions: Record<string, Buffer>) {
  const files = Object.entries(versions).map(([version, archive]) => {
    const filename = `${name}-${version}.tar.gz`
    pages.set(`/files/${filename}`, archive)
    return { filename, url: `/files/${filename}`, hashes: { sha256: sha256(archive) } }
  })
  pages.set(`/simple/${name}/`, JSON.stringify({ files }))
}

const advisory = (
  ecosystem: 'npm' | 'PyPI',
  name: string,
  more: Partial<DemonstrationAdvisory> = {},
): DemonstrationAdvisory => ({
  id: `TEST-${name}`,
  aliases: [],
  summary: 'A test.',
  ecosystem,
  package: name,
  vulnerableVersion: '1.0.0',
  fixedVersion: '1.0.1',
  cwes: [78],
  cweReason: 'A test of our own.',
  source: 'this test',
  archives: null,
  record: { id: `TEST-${name}` },
  ...more,
})

const collect = (list: DemonstrationAdvisory[]) =>
  collectPackages(list, { registries, cacheDir: join(folder, 'cache'), workDir: join(folder, 'work') })

const OLD = { 'index.js': 'run("ls " + x)\n', 'test/index.test.js': 'x', 'lib/a.min.js': 'x', 'a.d.ts': 'x' }
const NEW = { 'index.js': 'run("ls", [x])\n', 'package.json': '{"name":"tool"}' }

describe('collectPackages', () => {
  it('collects both versions, and lists what is worth scanning', async () => {
    await publishNpm('tool', { '1.0.0': await tgz(OLD), '1.0.1': await tgz(NEW) })
    const [collected] = await collect([advisory('npm', 'tool')])
    if (collected?.status !== 'collected') throw new Error(JSON.stringify(collected))
    expect(collected.repository).toBe('npm/tool')
    expect(collected.vulnerable).toMatchObject({
      version: '1.0.0',
      archive: { filename: 'tool-1.0.0.tgz', sha256: sha256(await tgz(OLD)) },
      targets: [{ path: 'index.js', language: 'javascript', bytes: 15 }],
      dropped: { test: 1, minified: 1, declaration: 1 },
      cached: false,
    })
    expect(collected.fixed.targets.map((target) => target.path)).toEqual(['index.js', 'package.json'])
    expect(collected.fixed.digest).not.toBe(collected.vulnerable.digest)
    expect(await readFile(join(collected.fixed.root, 'index.js'), 'utf8')).toBe(NEW['index.js'])
  })

  it('does nothing the second time, and asks nobody where archives are pinned', async () => {
    const [old, next] = [await tgz(OLD), await tgz(NEW)]
    await publishPython('tool', { '1.0.0': old, '1.0.1': next })
    const archives = {
      vulnerable: { filename: 'tool-1.0.0.tar.gz', sha256: sha256(old) },
      fixed: { filename: 'tool-1.0.1.tar.gz', sha256: sha256(next) },
    }
    const list = [advisory('PyPI', 'tool', { archives })]
    const [first] = await collect(list)
    const before = requested.length
    pages.clear()
    const [second] = await collect(list)
    expect(requested).toHaveLength(before)
    if (first?.status !== 'collected' || second?.status !== 'collected') throw new Error('not collected')
    expect(second.vulnerable).toEqual({ ...first.vulnerable, cached: true })
    expect(second.fixed).toEqual({ ...first.fixed, cached: true })
  })

  it('keeps the others when one fails, and says why, in the order of the list', async () => {
    await publishNpm('good', { '1.0.0': await tgz(OLD), '1.0.1': await tgz(NEW) })
    await publishNpm('unfixed', { '1.0.0': await tgz(OLD) })
    const link: LinkHeader = { name: 'top/link', type: 'symlink', linkname: '/etc' }
    await publishNpm('hostile', { '1.0.0': await tgz(OLD, [link]), '1.0.1': await tgz(NEW) })
    // Content of its own: what another package brought already would be taken from the cache.
    await publishPython('changed', { '1.0.0': await tgz({ ...OLD, 'own.js': '1' }), '1.0.1': await tgz(NEW) })
    pages.set('/files/changed-1.0.0.tar.gz', await tgz(NEW))
    const other = { filename: 'x.tgz', sha256: '0'.repeat(64) }
    await publishPython('exchanged', { '1.0.0': await tgz(OLD), '1.0.1': await tgz(NEW) })
    const results = await collect([
      advisory('npm', 'absent'),
      advisory('npm', 'unfixed'),
      advisory('npm', 'hostile'),
      advisory('PyPI', 'changed'),
      advisory('PyPI', 'exchanged', { archives: { vulnerable: other, fixed: other } }),
      advisory('npm', 'good'),
    ])
    expect(results.map((one) => [one.repository, one.status === 'failed' ? one.code : one.status])).toEqual([
      ['npm/absent', 'NOT_FOUND'],
      ['npm/unfixed', 'NOT_FOUND'],
      ['npm/hostile', 'UNSAFE_ARCHIVE'],
      ['PyPI/changed', 'INTEGRITY'],
      ['PyPI/exchanged', 'INTEGRITY'],
      ['npm/good', 'collected'],
    ])
    // Of what failed nothing is unpacked; the vulnerable version of `unfixed` is that of `good`.
    expect((await readdir(join(folder, 'work'))).sort()).toEqual(
      [sha256(await tgz(OLD)), sha256(await tgz(NEW))].sort(),
    )
  })

  it('removes what a killed process left long ago, and nothing that may still be at work', async () => {
    for (const name of ['.partial-old', '.partial-new'])
      await mkdir(join(folder, 'work', name), { recursive: true })
    await utimes(join(folder, 'work/.partial-old'), new Date(0), new Date(0))
    await collect([])
    expect(await readdir(join(folder, 'work'))).toEqual(['.partial-new'])
  })

  it('ends when it is cancelled', async () => {
    await expect(
      collectPackages([advisory('npm', 'tool')], {
        registries,
        cacheDir: join(folder, 'cache'),
        workDir: join(folder, 'work'),
        signal: AbortSignal.abort(),
      }),
    ).rejects.toMatchObject({ code: 'CANCELLED' })
  })
})

describe('the list that the project brings along', () => {
  it('has at least 24 packages of both ecosystems, each consistent in itself', async () => {
    const list = await loadDemonstration()
    expect(list.length).toBeGreaterThanOrEqual(24)
    for (const ecosystem of ['npm', 'PyPI'])
      expect(list.filter((one) => one.ecosystem === ecosystem).length).toBeGreaterThanOrEqual(10)
    expect(new Set(list.map((one) => one.id)).size).toBe(list.length)
    expect(new Set(list.map((one) => `${one.ecosystem}/${one.package}`)).size).toBe(list.length)
    for (const one of list) expect(one.archives).not.toBeNull()
  })
})
