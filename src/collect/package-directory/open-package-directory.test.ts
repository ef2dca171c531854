import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLogger, minimalEnvironment, openRegistries, runProcess, TOOLS } from '../../platform/index.ts'
import { openPackageDirectory } from './open-package-directory.ts'

let home: string
let server: Server
let base: string
let requests: string[]
/** Status by path; what is not listed is not there. */
let there: Record<string, number>
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'sbr-directory-'))
  requests = []
  there = { '/npm': 200, '/pip/': 200, '/express': 200, '/@scope%2fname': 200, '/requests/': 200 }
  server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`)
    response.writeHead(there[request.url ?? ''] ?? 404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(home, { recursive: true, force: true })
})

const open = () =>
  openPackageDirectory({
    home,
    logger: createLogger('silent'),
    registries: openRegistries({
      npm: { registry: base, scopes: new Map(), credentials: new Map() },
      pip: { index: base, authorization: null },
      http: { attempts: 2, backOffMs: 1, timeoutMs: 2_000 },
    }),
  })

describe('the package directory', () => {
  it('asks for names alone, once each, and knows what can be no name', async () => {
    const directory = await open()
    expect(directory.asks).toEqual(['npm', 'PyPI'])
    const look = () => directory.look('npm', ['express', '@scope/name', 'invented', '../etc', ''])
    expect((await look()).map((answer) => answer.exists)).toEqual([true, true, false, false, false])
    await look()
    expect(requests.filter((line) => line.endsWith('/express'))).toEqual(['HEAD /express'])
    expect(requests.every((line) => line.startsWith('HEAD '))).toBe(true)
    expect(await directory.look('PyPI', ['Requests', 'made_up'])).toEqual([
      { name: 'Requests', exists: true, malicious: false },
      { name: 'made_up', exists: false, malicious: false },
    ])
  })

  it('says in its snapshot which registries it asks, and leaves the others unmeasured', async () => {
    const all = await open()
    there['/pip/'] = 503
    const half = await open()
    expect(half.asks).toEqual(['npm'])
    expect(half.snapshot).not.toBe(all.snapshot)
    expect((await open()).snapshot).toBe(half.snapshot)
    expect(await half.look('PyPI', ['requests'])).toEqual([
      { name: 'requests', exists: null, malicious: false },
    ])
  })

  it('takes silence of a registry that it asks for no answer', async () => {
    const directory = await open()
    there['/express'] = 503
    await expect(directory.look('npm', ['express'])).rejects.toMatchObject({ code: 'NETWORK' })
    there['/express'] = 200
    expect(await directory.look('npm', ['express'])).toMatchObject([{ exists: true }])
  })

  it('knows packages that advisories call malicious as a whole', async () => {
    const folder = join(home, 'advisories/PyPI')
    mkdirSync(folder, { recursive: true })
    const advisory = (id: string, name: string, events: object[]) =>
      writeFileSync(
        join(folder, `${id}.json`),
        JSON.stringify({
          id,
          affected: [{ package: { ecosystem: 'PyPI', name }, ranges: [{ type: 'ECOSYSTEM', events }] }],
        }),
      )
    advisory('MAL-2026-1', 'Evil.Package', [{ introduced: '0' }])
    advisory('MAL-2026-2', 'taken-over', [{ introduced: '0' }, { fixed: '2.0' }])
    advisory('GHSA-xxxx', 'merely-vulnerable', [{ introduced: '0' }])
    const zipped = await runProcess({
      command: TOOLS.python,
      args: [
        '-c',
        'import glob, zipfile\nwith zipfile.ZipFile("all.zip", "w") as z:\n    for n in glob.glob("*.json"): z.write(n)',
      ],
      cwd: folder,
      env: minimalEnvironment({}),
      timeoutMs: 20_000,
    })
    expect(zipped.exitCode).toBe(0)
    const directory = await open()
    const answers = await directory.look('PyPI', ['evil_package', 'taken_over', 'merely_vulnerable'])
    expect(answers.map(({ malicious }) => malicious)).toEqual([true, false, false])
  })
})
