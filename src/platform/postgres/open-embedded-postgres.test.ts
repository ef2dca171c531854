import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TOOLS } from '../paths.ts'
import { openEmbeddedPostgres } from './open-embedded-postgres.ts'
import { capabilityUser, chooseServerUser, namespaceUser } from './server-user.ts'

const USER_SCRIPT = join(import.meta.dirname, 'testdata/use-server.ts')
const isRoot = process.getuid?.() === 0

let home: string
let children: ChildProcess[] = []

beforeEach(() => {
  home = join(mkdtempSync(join(tmpdir(), 'sbr-pg-')), 'home')
})

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  children = []
  // Ends whatever server is left: the one user of a home that stops is the last one.
  if (existsSync(join(home, 'postgres/data/PG_VERSION'))) {
    const server = await openEmbeddedPostgres({ home }).catch(() => null)
    await server?.stop()
  }
  rmSync(join(home, '..'), { recursive: true, force: true })
})

async function query(connectionString: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

/** Starts a process that uses the server; resolves with it once it has the connection string. */
function startUser(mode: 'once' | 'hold'): Promise<{ child: ChildProcess; connectionString: string }> {
  const child = spawn(process.execPath, [USER_SCRIPT, home, mode], { stdio: ['ignore', 'pipe', 'pipe'] })
  children.push(child)
  return new Promise((resolve, reject) => {
    let errors = ''
    child.stderr?.on('data', (piece: Buffer) => {
      errors += piece
    })
    child.stdout?.once('data', (line: Buffer) => resolve({ child, connectionString: line.toString().trim() }))
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${errors}`)))
  })
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })

const serverPid = (): number =>
  Number(readFileSync(join(home, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])
const isRunning = (): boolean => existsSync(join(home, 'postgres/data/postmaster.pid'))

describe('the embedded PostgreSQL', () => {
  it('creates the database sbr, has pgvector, keeps fsync on, and ends with its last user', async () => {
    const server = await openEmbeddedPostgres({ home })
    expect(await query(server.connectionString, 'SELECT current_database()')).toEqual(['sbr'])
    expect(await query(server.connectionString, 'SHOW fsync')).toEqual(['on'])
    await query(server.connectionString, 'CREATE EXTENSION vector')
    expect(await query(server.connectionString, "SELECT '[3,4]'::vector <-> '[0,0]'::vector")).toEqual([5])
    expect(await query(server.connectionString, 'SHOW listen_addresses')).toEqual([''])
    await server.stop()
    await server.stop()
    expect(isRunning()).toBe(false)
  })

  it('is one server for many processes that start it at once, and goes with the last of them', async () => {
    const users = await Promise.all(Array.from({ length: 4 }, () => startUser('hold')))
    expect(new Set(users.map((user) => user.connectionString)).size).toBe(1)
    const pid = serverPid()
    const mine = await openEmbeddedPostgres({ home })
    for (const { child } of users) child.kill('SIGKILL')
    await Promise.all(users.map(({ child }) => ended(child)))
    expect(serverPid()).toBe(pid)
    expect(await query(mine.connectionString, 'SELECT 1')).toEqual([1])
    expect(readdirSync(join(home, 'postgres')).filter((name) => name.includes('partial'))).toEqual([])
    await mine.stop()
    expect(isRunning()).toBe(false)
  })

  it('is not ended by a user that stops while another one works', async () => {
    const first = await openEmbeddedPostgres({ home })
    const second = await startUser('once')
    await ended(second.child)
    expect(await query(first.connectionString, 'SELECT 1')).toEqual([1])
    await first.stop()
  })

  it('keeps what was committed when the server is killed, and starts again at once', async () => {
    const server = await openEmbeddedPostgres({ home })
    await query(server.connectionString, 'CREATE TABLE kept (id int)')
    await query(server.connectionString, 'INSERT INTO kept SELECT generate_series(1, 1000)')
    process.kill(serverPid(), 'SIGKILL')
    const again = await openEmbeddedPostgres({ home })
    expect(await query(again.connectionString, 'SELECT count(*)::int FROM kept')).toEqual([1000])
    await server.stop()
    await again.stop()
  })

  it('is ended by its supervisor when all its users were killed', async () => {
    const { child } = await startUser('hold')
    const pid = serverPid()
    child.kill('SIGKILL')
    await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 45_000, interval: 250 }).toBe(false)
  })

  it('builds the data folder again when the first start was killed in the middle', async () => {
    const { child } = { child: spawn(process.execPath, [USER_SCRIPT, home], { stdio: 'ignore' }) }
    await expect
      .poll(
        () =>
          existsSync(join(home, 'postgres')) &&
          readdirSync(join(home, 'postgres')).some((n) => /partial/.test(n)),
        {
          timeout: 20_000,
          interval: 5,
        },
      )
      .toBe(true)
    child.kill('SIGKILL')
    await ended(child)
    const server = await openEmbeddedPostgres({ home })
    expect(await query(server.connectionString, 'SELECT 1')).toEqual([1])
    await server.stop()
  })

  it('refuses a data folder of another version and says what to do', async () => {
    const server = await openEmbeddedPostgres({ home })
    await server.stop()
    writeFileSync(join(home, 'postgres/data/PG_VERSION'), '15\n')
    await expect(openEmbeddedPostgres({ home })).rejects.toMatchObject({
      code: 'CONFLICT',
      next: expect.stringContaining('SBR_HOME'),
    })
    writeFileSync(join(home, 'postgres/data/PG_VERSION'), '18\n')
  })

  it('serves a home whose path is too long for a socket', async () => {
    home = join(home, 'x'.repeat(120))
    const server = await openEmbeddedPostgres({ home })
    expect(server.socketDir.length).toBeLessThan(90)
    expect(await query(server.connectionString, 'SELECT 1')).toEqual([1])
    await server.stop()
    rmSync(server.socketDir, { recursive: true })
    home = join(home, '..')
  })
})

/** Can another uid run the project's programs? Not in a checkout below a private folder: two tests are not run there. */
const isReachable = (() => {
  for (let path = TOOLS.postgres; path !== '/'; path = dirname(path))
    if ((statSync(path).mode & 0o001) === 0) return false
  return true
})()

describe.runIf(isRoot)('as root', () => {
  it.each([
    ['namespace', namespaceUser],
    ...(isReachable ? [['capability', capabilityUser] as const] : []),
  ] as const)(
    'runs below a 0700 home by way of %s, and either can take over from the other',
    async (_, choose) => {
      chmodSync(join(home, '..'), 0o700)
      const first = await openEmbeddedPostgres({ home })
      await query(first.connectionString, 'CREATE TABLE kept (id int)')
      await first.stop()
      const second = await openEmbeddedPostgres({ home, user: choose() })
      expect(await query(second.connectionString, 'SELECT count(*)::int FROM kept')).toEqual([0])
      await second.stop()
      const third = await openEmbeddedPostgres({ home })
      expect(await query(third.connectionString, 'SELECT count(*)::int FROM kept')).toEqual([0])
      await third.stop()
    },
  )

  it('says when the disk is full', async () => {
    const mount = mkdtempSync(join(tmpdir(), 'sbr-full-'))
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=0700', 'tmpfs', mount])
    expect(mounted.status, String(mounted.stderr)).toBe(0)
    try {
      await expect(openEmbeddedPostgres({ home: join(mount, 'home') })).rejects.toMatchObject({
        code: 'DISK_FULL',
      })
    } finally {
      spawnSync('umount', [mount])
      rmSync(mount, { recursive: true, force: true })
    }
  })

  it.runIf(isReachable)('runs for a plain user in a 0700 home', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sbr-plain-'))
    spawnSync('chown', ['65534:65534', folder])
    const plain = ['--reuid=65534', '--regid=65534', '--clear-groups']
    // A clone below root's own 0700 home is out of a plain user's reach: lend it the way in, and nothing else.
    const reachable = spawnSync('setpriv', [...plain, '--', 'test', '-r', USER_SCRIPT]).status === 0
    if (!reachable) plain.push('--inh-caps=+dac_read_search', '--ambient-caps=+dac_read_search')
    const ran = spawnSync(
      'setpriv',
      [...plain, '--', process.execPath, USER_SCRIPT, join(folder, 'home'), 'once'],
      {
        encoding: 'utf8',
        cwd: '/',
        timeout: 60_000,
        env: { PATH: process.env.PATH, HOME: folder },
      },
    )
    rmSync(folder, { recursive: true, force: true })
    expect(ran).toMatchObject({ status: 0, stdout: expect.stringMatching(/^postgresql:/) })
  })
})

describe('the identity of the server', () => {
  it('is the caller itself where that is no root', () => {
    expect(chooseServerUser(1000)).toEqual({ kind: 'self', prefix: [], ownerUid: null })
  })

  it('is found installed', () => {
    expect(existsSync(join(TOOLS.postgres, 'postgres'))).toBe(true)
  })
})
