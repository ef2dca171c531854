import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestCatalogue, loadBundledCatalogue } from '../../findings/index.ts'
import { sha256 } from '../../kernel/index.ts'
import { TOOLS } from '../../platform/index.ts'
import { catalogueFile, loadCweCatalogue, readInstalledCatalogue } from './installed-catalogue.ts'
import { updateCweCatalogue } from './update-catalogue.ts'

/** MITRE's own XML of 4.15, which `cwe-sdk` brings along beside the form that we bundle. */
const MITRE_XML = createRequire(import.meta.url).resolve('cwe-sdk/raw/cwe-archive.xml')
const CLOCK = { now: () => new Date('2026-01-02T03:04:05Z') }
const BUNDLED = digestCatalogue(loadBundledCatalogue())

let home: string
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sbr-cwe-'))
})
afterEach(() => rm(home, { recursive: true, force: true }))

const update = (from: string) => updateCweCatalogue({ home, from, clock: CLOCK, attempts: 1 })

describe('updateCweCatalogue', () => {
  it("takes MITRE's XML from a file, and says where it came from", async () => {
    expect(readInstalledCatalogue(home)).toBeNull()
    const done = await update(MITRE_XML)
    expect(done).toEqual({
      from: 'cwe-archive.xml',
      fetchedAt: '2026-01-02T03:04:05.000Z',
      sha256: sha256(await readFile(MITRE_XML)),
      digest: BUNDLED,
      version: '4.15',
      date: '2024-07-16',
      weaknesses: 964,
      unchanged: false,
    })
    expect(await readdir(dirname(catalogueFile(home)))).toEqual(['catalogue.json'])
    expect(digestCatalogue(loadCweCatalogue(home))).toBe(BUNDLED)
    expect(await update(MITRE_XML)).toMatchObject({ unchanged: true })
  })

  it('keeps what is in use where the new one is no good', async () => {
    await update(MITRE_XML)
    const before = await readFile(catalogueFile(home))
    const broken = join(home, 'broken.xml')
    const whole = await readFile(MITRE_XML)
    await writeFile(broken, whole.subarray(0, whole.length / 2))
    await expect(update(broken)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await writeFile(broken, 'PK not a zip')
    await expect(update(broken)).rejects.toMatchObject({ code: 'BAD_INPUT', next: 'Download it again.' })
    await writeFile(broken, '<Weakness_Catalog Version="9" Date=""><Weaknesses/></Weakness_Catalog>')
    await expect(update(broken)).rejects.toThrow(/0 weaknesses/)
    await expect(update(join(home, 'absent.zip'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await readFile(catalogueFile(home))).toEqual(before)
  })

  it('refuses a spoiled file rather than deciding by another list, and an update mends it', async () => {
    await update(MITRE_XML)
    const text = await readFile(catalogueFile(home), 'utf8')
    await writeFile(catalogueFile(home), text.replace('"usage":"Discouraged"', '"usage":"Allowed"'))
    expect(() => loadCweCatalogue(home)).toThrow(/not that of its digest/)
    await writeFile(catalogueFile(home), text.slice(0, 1000))
    expect(() => loadCweCatalogue(home)).toThrow(/not JSON/)
    await update(MITRE_XML)
    expect(digestCatalogue(loadCweCatalogue(home))).toBe(BUNDLED)
  })
})

describe('over the network', () => {
  let server: Server
  let base: string
  let zip: Buffer
  beforeEach(async () => {
    const file = join(home, 'cwec_latest.xml.zip')
    execFileSync(TOOLS.python, ['-m', 'zipfile', '-c', file, MITRE_XML])
    zip = await readFile(file)
    server = createServer((request, response) => {
      if (request.url?.startsWith('/cwec.zip')) response.writeHead(200).end(zip)
      else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  it('fetches the zip, and keeps no credentials of the address', async () => {
    const done = await update(`${base}/cwec.zip?token=secret`)
    expect(done).toMatchObject({ from: `${base}/cwec.zip`, digest: BUNDLED, sha256: sha256(zip) })
    expect(await readFile(catalogueFile(home), 'utf8')).not.toContain('token')
  })

  it('says what to do where the network has no answer', async () => {
    await expect(update(`${base}/nothing.zip`)).rejects.toMatchObject({
      code: 'NOT_FOUND',
      next: expect.stringContaining('sbr cwe update --from FILE'),
    })
    await new Promise((resolve) => server.close(resolve))
    await expect(update(`${base}/cwec.zip`)).rejects.toMatchObject({
      code: 'NETWORK',
      next: expect.stringContaining('SBR_CWE_URL'),
    })
  })
})
