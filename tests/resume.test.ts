import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DemonstrationAdvisory } from '../src/collect/index.ts'

const RUNNER = join(import.meta.dirname, 'testdata/run-stages.ts')

/** Three packages of our own whose fixes engines can see. */
const PACKAGES = [
  {
    name: 'runner-a',
    before:
      'const { exec } = require("child_process")\n\nfunction run(name) {\n  exec("ls " + name)\n}\nmodule.exports = { run }\n',
    after:
      'const { execFile } = require("child_process")\n\nfunction run(name) {\n  execFile("ls", ["--", name])\n}\nmodule.exports = { run }\n',
    cwe: 78,
  },
  {
    name: 'runner-b',
    before: 'function parse(text) {\n  return eval("(" + text + ")")\n}\nmodule.exports = { parse }\n',
    after: 'function parse(text) {\n  return JSON.parse(text)\n}\nmodule.exports = { parse }\n',
    cwe: 95,
  },
  {
    name: 'runner-c',
    before: 'function key() {\n  return Math.random().toString(16)\n}\nmodule.exports = { key }\n',
    after:
      'const crypto = require("crypto")\n\nfunction key() {\n  return crypto.randomBytes(8).toString("hex")\n}\nmodule.exports = { key }\n',
    cwe: 338,
  },
]

let server: Server
let folder: string
let order: string

/** A registry of our own that speaks npm's protocol, with archives made here and pinned by their digests. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sbr-resume-'))
  const pages = new Map<string, Buffer | string>()
  server = createServer((request, response) => {
    const page = pages.get(request.url ?? '')
    response.writeHead(page === undefined ? 404 : 200).end(page)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const list: DemonstrationAdvisory[] = []
  for (const item of PACKAGES) {
    const archives = { vulnerable: await archive(item.before), fixed: await archive(item.after) }
    const versions = Object.fromEntries(
      (['vulnerable', 'fixed'] as const).map((side, index) => {
        const path = `/npm/${item.name}/-/${item.name}-1.0.${index}.tgz`
        pages.set(path, archives[side])
        const integrity = `sha512-${createHash('sha512').update(archives[side]).digest('base64')}`
        return [`1.0.${index}`, { dist: { tarball: `${base}${path.slice(1)}`, integrity } }]
      }),
    )
    pages.set(`/npm/${item.name}`, JSON.stringify({ name: item.name, versions }))
    list.push(advisoryOf(item, archives))
  }
  order = join(folder, 'order.json')
  writeFileSync(order, JSON.stringify({ base, list }))
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  rmSync(folder, { recursive: true, force: true })
})

async function archive(code: string): Promise<Buffer> {
  const tar = pack()
  tar.entry({ name: 'package/package.json', mtime: new Date(0) }, '{"name":"x","version":"1.0.0"}')
  tar.entry({ name: 'package/index.js', mtime: new Date(0) }, code)
  tar.finalize()
  const pieces: Buffer[] = []
  for await (const piece of tar) pieces.push(piece as Buffer)
  return gzipSync(Buffer.concat(pieces))
}

function advisoryOf(
  item: (typeof PACKAGES)[number],
  archives: { vulnerable: Buffer; fixed: Buffer },
): DemonstrationAdvisory {
  const pin = (content: Buffer) => ({
    filename: 'x.tgz',
    sha256: createHash('sha256').update(content).digest('hex'),
  })
  return {
    id: `TEST-${item.name}`,
    aliases: [],
    summary: 'Made for a test.',
    ecosystem: 'npm',
    package: item.name,
    vulnerableVersion: '1.0.0',
    fixedVersion: '1.0.1',
    cwes: [item.cwe],
    cweReason: 'Made for a test.',
    source: 'this test',
    archives: { vulnerable: pin(archives.vulnerable), fixed: pin(archives.fixed) },
    record: { id: `TEST-${item.name}` },
  }
}

interface Outcome {
  stored: Record<string, unknown>
  remediations: number[]
  reused: boolean[]
}

/** Runs the stages once; `killAfter`: kill -9 as soon as stderr names this stage, plus a delay. */
function runOnce(home: string, kill?: { stage: string; delayMs: number }): Promise<Outcome | null> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(process.execPath, [RUNNER, order], {
      env: { PATH: process.env.PATH, HOME: home, SBR_HOME: home },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let out = ''
    let err = ''
    child.stdout?.on('data', (piece: Buffer) => {
      out += piece
    })
    child.stderr?.on('data', (piece: Buffer) => {
      err += piece
      if (kill && err.includes(kill.stage)) setTimeout(() => child.kill('SIGKILL'), kill.delayMs)
    })
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve(null)
      else if (code === 0) resolve(JSON.parse(out) as Outcome)
      else reject(new Error(`exit ${code}: ${err}`))
    })
  })
}

describe('the loop under kill -9', () => {
  it('goes on with nothing lost and nothing counted twice, and does nothing again when nothing changed', async () => {
    const whole = await runOnce(join(folder, 'whole'))
    expect(whole?.remediations.every((count) => count >= 1)).toBe(true)
    const again = await runOnce(join(folder, 'whole'))
    expect(again?.stored).toEqual(whole?.stored)
    expect(again?.reused.every((reused) => reused)).toBe(true)

    const home = join(folder, 'killed')
    let killed = 0
    for (const kill of [
      { stage: 'collect', delayMs: 50 },
      { stage: 'scan', delayMs: 1500 },
      { stage: 'scan', delayMs: 5000 },
      { stage: 'judge', delayMs: 1000 },
    ])
      if ((await runOnce(home, kill)) === null) killed++
    expect(killed).toBeGreaterThan(0)
    const resumed = await runOnce(home)
    expect(resumed?.stored).toEqual(whole?.stored)
    expect(resumed?.remediations).toEqual(whole?.remediations)
  }, 600_000)
})
