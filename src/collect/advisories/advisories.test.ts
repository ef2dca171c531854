import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../../platform/index.ts'
import { DEMONSTRATION_LIST, loadDemonstration } from './demonstration.ts'
import { loadAdvisories } from './read-advisories.ts'
import { updateAdvisories } from './update-advisories.ts'

/** Zips made by the zip tool of Python over two records of our own, one broken file and one that is none. */
const SNAPSHOT = new URL('../testdata/advisories.zip', import.meta.url).pathname
const CLOCK = { now: () => new Date('2026-01-02T03:04:05Z') }

let folder: string
let server: Server
let base: string
let content: Buffer
let answers: number[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sbr-advisories-'))
  content = await readFile(SNAPSHOT)
  answers = []
  server = createServer((request, response) => {
    const isKnown = request.headers['if-none-match'] === '"v1"'
    answers.push(isKnown ? 304 : 200)
    if (isKnown) response.writeHead(304).end()
    else response.writeHead(200, { etag: '"v1"' }).end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/osv`
})
afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

const update = (from = base) =>
  updateAdvisories({ folder, from, clock: CLOCK, ecosystems: ['npm'], attempts: 1 })

describe('updateAdvisories', () => {
  it('fetches a snapshot, and then only what is new', async () => {
    expect(await update()).toMatchObject([
      {
        ecosystem: 'npm',
        advisories: 2,
        unreadable: 2,
        unchanged: false,
        fetchedAt: '2026-01-02T03:04:05.000Z',
      },
    ])
    expect((await readdir(join(folder, 'npm'))).sort()).toEqual(['all.zip', 'snapshot.manifest.json'])
    expect(await update()).toMatchObject([{ unchanged: true, advisories: 2 }])
    expect(answers).toEqual([200, 304])
  })

  it('fetches again what is no longer what its manifest says', async () => {
    await update()
    await writeFile(join(folder, 'npm/all.zip'), 'spoiled')
    expect(await update()).toMatchObject([{ unchanged: false, advisories: 2 }])
    expect(await readFile(join(folder, 'npm/all.zip'))).toEqual(content)
  })

  it('takes a folder as well', async () => {
    await mkdir(join(folder, 'mirror/npm'), { recursive: true })
    await cp(SNAPSHOT, join(folder, 'mirror/npm/all.zip'))
    expect(await update(join(folder, 'mirror'))).toMatchObject([{ unchanged: false, advisories: 2 }])
    expect(await update(join(folder, 'mirror'))).toMatchObject([{ unchanged: true }])
  })

  it.each([
    ['a server that is not there', async () => update('http://127.0.0.1:9/'), 'NETWORK'],
    ['a folder that is not there', async () => update(join(folder, 'none')), 'NOT_FOUND'],
    [
      'something that is no zip',
      async () => {
        content = Buffer.from('<html>log in first</html>')
        await writeFile(join(folder, 'npm/snapshot.manifest.json'), '{}') // forgets the etag
        return update()
      },
      'BAD_INPUT',
    ],
  ])('keeps the old snapshot in the face of %s', async (_, attempt, code) => {
    await update()
    const old = await readFile(join(folder, 'npm/all.zip'))
    await expect(attempt()).rejects.toMatchObject({ code, next: expect.stringMatching(/\S/) })
    expect(await readFile(join(folder, 'npm/all.zip'))).toEqual(old)
    expect((await readdir(join(folder, 'npm'))).sort()).toEqual(['all.zip', 'snapshot.manifest.json'])
  })
})

describe('loadAdvisories', () => {
  it('reads a zip, and says what is broken in it', async () => {
    const { advisories, diagnostics } = await loadAdvisories(SNAPSHOT)
    expect(advisories.map((one) => one.id).sort()).toEqual(['TEST-1', 'TEST-2'])
    expect(diagnostics.map(({ path, code }) => ({ path, code }))).toEqual([
      { path: 'broken.json', code: 'parse-error' },
      { path: 'other.json', code: 'not-osv' },
    ])
  })

  it('reads a folder: the examples are OSV records without exception', async () => {
    const { advisories, diagnostics } = await loadAdvisories(join(PROJECT_ROOT, 'examples/advisories'))
    expect(diagnostics).toEqual([])
    expect(advisories).toHaveLength((await loadDemonstration()).length)
  })

  it('says that there is nothing', async () => {
    await expect(loadAdvisories(join(folder, 'none'))).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('loadDemonstration', () => {
  /** One record of the real list, changed. */
  async function changed(
    change: (record: { database_specific: { cwe_ids: string[]; sbr: object } }) => void,
  ) {
    const { advisories } = JSON.parse(await readFile(DEMONSTRATION_LIST, 'utf8')) as { advisories: string[] }
    const [file = ''] = advisories
    const record = JSON.parse(await readFile(join(PROJECT_ROOT, 'examples', file), 'utf8'))
    change(record)
    await writeFile(join(folder, 'one.json'), JSON.stringify(record))
    await writeFile(join(folder, 'list.json'), JSON.stringify({ schemaVersion: 1, advisories: ['one.json'] }))
    return loadDemonstration(join(folder, 'list.json'))
  }

  it.each<[string, RegExp, Parameters<typeof changed>[0]]>([
    [
      'whose vulnerable version is not affected',
      /is not in the affected ranges/,
      ({ database_specific: { sbr } }) => Object.assign(sbr, { vulnerableVersion: '99.0.0' }),
    ],
    [
      'whose fixed version is affected',
      /is in the affected ranges/,
      ({ database_specific: { sbr } }) => Object.assign(sbr, { fixedVersion: '0.0.1' }),
    ],
    [
      'without a reason for its CWE',
      /cweReason/,
      ({ database_specific: { sbr } }) => Object.assign(sbr, { cweReason: '' }),
    ],
    [
      'whose CWE is none',
      /a CWE is none/,
      ({ database_specific }) => Object.assign(database_specific, { cwe_ids: ['seventy-eight'] }),
    ],
  ])('refuses a record %s', async (_, message, change) => {
    await expect(changed(change)).rejects.toMatchObject({
      code: 'BAD_INPUT',
      message: expect.stringMatching(message),
    })
    expect(await changed(() => {})).toHaveLength(1)
  })
})
