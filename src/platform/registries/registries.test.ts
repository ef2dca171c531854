import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TOOLS } from '../paths.ts'
import { minimalEnvironment, runProcess } from '../subprocess.ts'
import { openDownloadCache, type RemoteFile } from './download-cache.ts'
import { type NpmConfig, readNpmConfig } from './npm-config.ts'
import { readPipConfig } from './pip-config.ts'
import { openRegistries } from './registries.ts'

const CONTENT = Buffer.from('the archive '.repeat(5000))
const SHA256 = createHash('sha256').update(CONTENT).digest('hex')
const INTEGRITY = `sha512-${createHash('sha512').update(CONTENT).digest('base64')}`
const HTTP = { attempts: 3, backOffMs: 1 }

type Handler = (request: IncomingMessage, response: ServerResponse) => void

let folder: string
let server: Server
let base: string
let requests: { url: string; authorization: string | undefined }[]
let handle: Handler

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sbr-registries-'))
  requests = []
  handle = (_, response) => response.end(CONTENT)
  server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', authorization: request.headers.authorization })
    handle(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

const fileAt = (path: string, expected: Partial<RemoteFile> = { sha256: SHA256 }): RemoteFile => ({
  url: new URL(path, base).href,
  label: 'tool 1.0',
  ...expected,
})

const files = async (): Promise<string[]> => (await readdir(folder)).sort()

describe('a download', () => {
  it('is kept by its content, and fetched once', async () => {
    const cache = openDownloadCache(folder)
    const first = await cache.fetchVerified(fileAt('a.tgz'))
    expect(first).toEqual({
      path: join(folder, SHA256),
      sha256: SHA256,
      bytes: CONTENT.length,
      cached: false,
    })
    expect(await cache.fetchVerified(fileAt('a.tgz'))).toEqual({ ...first, cached: true })
    expect(await cache.find(SHA256)).toEqual({ ...first, cached: true })
    expect(requests).toHaveLength(1)
    expect(await files()).toEqual([SHA256])
  })

  it('known by its integrity alone is fetched once as well', async () => {
    const cache = openDownloadCache(folder)
    await cache.fetchVerified(fileAt('a.tgz', { integrity: INTEGRITY, sha1: 'not looked at' }))
    const second = await cache.fetchVerified(fileAt('a.tgz', { integrity: INTEGRITY, sha1: 'not looked at' }))
    expect(second).toMatchObject({ cached: true, sha256: SHA256 })
    expect(requests).toHaveLength(1)
  })

  it.each([
    ['sha256', { sha256: '0'.repeat(64) }],
    ['integrity', { integrity: `sha512-${'A'.repeat(86)}==` }],
    ['one of two', { sha256: SHA256, integrity: `sha512-${'A'.repeat(86)}==` }],
    ['sha1', { sha1: '0'.repeat(40) }],
    ['nothing', {}],
    ['a weak integrity alone', { integrity: 'md5-1B2M2Y8AsgTpgAmY7PhCfg==' }],
  ])('of which %s does not hold is refused, and nothing is left', async (_, expected) => {
    await expect(openDownloadCache(folder).fetchVerified(fileAt('a.tgz', expected))).rejects.toMatchObject({
      code: 'INTEGRITY',
    })
    expect(await files()).toEqual([])
  })

  it('that was changed on disk is fetched again', async () => {
    const cache = openDownloadCache(folder)
    const { path } = await cache.fetchVerified(fileAt('a.tgz'))
    await writeFile(path, 'something else')
    expect(await cache.fetchVerified(fileAt('a.tgz'))).toMatchObject({ cached: false })
    expect(await readFile(path)).toEqual(CONTENT)
  })

  it('is tried again after a fault of the server or of the line', async () => {
    handle = (_, response) => {
      if (requests.length === 1) response.writeHead(503).end()
      else if (requests.length === 2) {
        response.writeHead(200, { 'content-length': CONTENT.length })
        response.write(CONTENT.subarray(0, 1000), () => response.destroy())
      } else response.end(CONTENT)
    }
    const fetched = await openDownloadCache(folder).fetchVerified(fileAt('a.tgz'), HTTP)
    expect(fetched).toMatchObject({ sha256: SHA256, bytes: CONTENT.length })
    expect(requests).toHaveLength(3)
    expect(await files()).toEqual([SHA256])
  })

  it.each([
    [404, 'NOT_FOUND', 1],
    [401, 'NOT_ALLOWED', 1],
    [500, 'NETWORK', 3],
  ])('that is answered with %d fails as %s after %d attempts', async (status, code, attempts) => {
    handle = (_, response) => response.writeHead(status).end()
    await expect(openDownloadCache(folder).fetchVerified(fileAt('a.tgz'), HTTP)).rejects.toMatchObject({
      code,
    })
    expect(requests).toHaveLength(attempts)
    expect(await files()).toEqual([])
  })

  it('beyond the size limit is refused while it streams', async () => {
    const options = { ...HTTP, maxBytes: 10_000 }
    await expect(openDownloadCache(folder).fetchVerified(fileAt('a.tgz'), options)).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    expect(requests).toHaveLength(1)
    expect(await files()).toEqual([])
  })

  it('never shows credentials or queries in an error', async () => {
    handle = (_, response) => response.writeHead(500).end()
    const file = { ...fileAt('a.tgz?token=s3cret'), authorization: 'Bearer s3cret' }
    const error: unknown = await openDownloadCache(folder)
      .fetchVerified(file, HTTP)
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'NETWORK' })
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('s3cret')
    expect(requests[0]?.authorization).toBe('Bearer s3cret')
  })

  it('is cancelled by its signal', async () => {
    const controller = new AbortController()
    handle = () => controller.abort() // never answers
    await expect(
      openDownloadCache(folder).fetchVerified(fileAt('a.tgz'), { signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'CANCELLED' })
  })

  it('onto a full disk says so, and leaves nothing half-written', async () => {
    // A file system of 16 KiB of its own, in which only the child process lives.
    const module = new URL('./download-cache.ts', import.meta.url).pathname
    const script = `
      const { openDownloadCache } = await import(${JSON.stringify(module)})
      const { readdirSync } = await import('node:fs')
      const file = { url: ${JSON.stringify(`${base}a.tgz`)}, label: 'tool', sha256: '${SHA256}' }
      const error = await openDownloadCache(${JSON.stringify(folder)}).fetchVerified(file).catch((e) => e)
      console.log(JSON.stringify({ code: error.code, left: readdirSync(${JSON.stringify(folder)}) }))`
    const result = await runProcess({
      command: TOOLS.bubblewrap,
      args: [
        ...['--dev-bind', '/', '/', '--size', '16384', '--tmpfs', folder, '--'],
        ...[process.execPath, '--input-type=module', '-e', script],
      ],
      env: minimalEnvironment(),
      timeoutMs: 30_000,
    })
    expect(JSON.parse(result.stdout.toString() || result.stderr.toString())).toEqual({
      code: 'DISK_FULL',
      left: [],
    })
  })
})

describe('the npm registry', () => {
  const config = (): NpmConfig => ({
    registry: base,
    scopes: new Map([['@own', `${base}own/`]]),
    credentials: new Map([[`//${new URL(base).host}/own/`, 'Bearer for-own']]),
  })
  const packument = (name: string) => {
    const dist = { tarball: `${base}own/tool.tgz`, integrity: INTEGRITY, shasum: 'x' }
    return JSON.stringify({ name, versions: { '1.0.0': { dist } } })
  }

  it('gives address and digest of a version, with the credentials that belong to the address', async () => {
    handle = (_, response) => response.end(packument('tool'))
    const { npm } = openRegistries({ npm: config(), http: HTTP })
    expect(await npm.tarball('tool', '1.0.0')).toEqual({
      url: `${base}own/tool.tgz`,
      label: 'tool 1.0.0',
      integrity: INTEGRITY,
      sha1: 'x',
      authorization: 'Bearer for-own',
    })
    await npm.packument('@own/tool')
    expect(requests).toEqual([
      { url: '/tool', authorization: undefined },
      { url: '/own/@own%2ftool', authorization: 'Bearer for-own' },
    ])
    await expect(npm.tarball('tool', '2.0.0')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(npm.tarball('tool', 'toString')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it.each(['../etc', 'a/b', '', '@own/../x', 'a?b', '%2e%2e', `${'n'.repeat(300)}`])(
    'is not asked for %j',
    async (name) => {
      const { npm } = openRegistries({ npm: config() })
      await expect(npm.packument(name)).rejects.toMatchObject({ code: 'BAD_INPUT' })
      expect(requests).toEqual([])
    },
  )

  it('that answers with something else is a fault of the network', async () => {
    handle = (_, response) => response.end('<html>log in first</html>')
    const { npm } = openRegistries({ npm: config(), http: HTTP })
    await expect(npm.packument('tool')).rejects.toMatchObject({ code: 'NETWORK' })
  })
})

describe('the Python index', () => {
  const list = (...names: string[]) =>
    JSON.stringify({
      files: names.map((filename) => ({
        filename,
        url: `../../files/${filename}`,
        hashes: filename.startsWith('old') ? {} : { sha256: SHA256 },
      })),
    })
  const open = () => openRegistries({ pip: { index: `${base}simple/`, authorization: 'Basic x' } }).pypi

  it('prefers source, takes a pure wheel, and nothing else', async () => {
    handle = (_, response) =>
      response.end(
        list(
          'my_tool-1.0-cp312-cp312-linux_x86_64.whl',
          'my_tool-1.0-py3-none-any.whl',
          'My.Tool-1.0.tar.gz',
          'my_tool-1.1-py2.py3-none-any.whl',
          'my_tool-1.2-cp312-cp312-linux_x86_64.whl',
          'my_tool-extra-1.2.zip',
        ),
      )
    const pypi = open()
    expect(await pypi.sdistOrWheel('My_Tool', '1.0')).toEqual({
      url: `${base}files/My.Tool-1.0.tar.gz`,
      label: 'My_Tool 1.0',
      filename: 'My.Tool-1.0.tar.gz',
      sha256: SHA256,
      authorization: 'Basic x',
    })
    expect(requests[0]).toEqual({ url: '/simple/my-tool/', authorization: 'Basic x' })
    expect(await pypi.sdistOrWheel('my-tool', '1.1')).toMatchObject({
      filename: 'my_tool-1.1-py2.py3-none-any.whl',
    })
    await expect(pypi.sdistOrWheel('my-tool', '1.2')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('without digests is not believed', async () => {
    handle = (_, response) => response.end(list('old-1.0.tar.gz'))
    await expect(open().sdistOrWheel('old', '1.0')).rejects.toMatchObject({ code: 'INTEGRITY' })
    await expect(open().files('../x')).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})

describe('the configuration', () => {
  it('of npm comes from npm, credentials from the files that it names', async () => {
    await writeFile(
      join(folder, 'npmrc'),
      `registry=${base}npm\n@own:registry=${base}own\n//127.0.0.1:1/own/:_authToken=\${OWN_TOKEN}\n`,
    )
    const environment = {
      PATH: process.env.PATH,
      npm_config_userconfig: join(folder, 'npmrc'),
      OWN_TOKEN: 'abc',
    }
    expect(await readNpmConfig(environment)).toEqual({
      registry: `${base}npm/`,
      scopes: new Map([['@own', `${base}own/`]]),
      credentials: new Map([['//127.0.0.1:1/own/', 'Bearer abc']]),
    })
  })

  it('of pip comes from the environment, else from pip itself', async () => {
    const given = { PIP_INDEX_URL: 'https://me:p%40ss@index.invalid/simple' }
    expect(await readPipConfig(given)).toEqual({
      index: 'https://index.invalid/simple/',
      authorization: `Basic ${Buffer.from('me:p@ss').toString('base64')}`,
    })
    await writeFile(join(folder, 'pip.conf'), `[global]\nindex-url = ${base}simple\n`)
    expect(await readPipConfig({ PIP_CONFIG_FILE: join(folder, 'pip.conf') })).toEqual({
      index: `${base}simple/`,
      authorization: null,
    })
    const { index } = await readPipConfig({ PIP_CONFIG_FILE: '/dev/null' })
    expect(index).toMatch(/^https:\/\/[^/]+\/simple\/$/)
  })
})
