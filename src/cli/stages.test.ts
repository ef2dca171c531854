import { execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../platform/index.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'sbr-cli-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

function sbr(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      join(PROJECT_ROOT, 'sbr'),
      args,
      { env: { ...process.env, SBR_HOME: home }, timeout: 200_000 },
      (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    )
  })
}

describe('the commands of the loop on an empty corpus', () => {
  it('say what is missing and what comes next', async () => {
    for (const [args, code, text] of [
      [['dataset', 'list'], 0, 'Next: sbr dataset build'],
      [['models', 'list'], 0, 'Next: sbr train'],
      [['models', 'verify'], 0, 'Next: sbr train'],
      [['loop', 'run'], 0, 'Next: sbr serve'],
      [['loop', 'status'], 0, 'No run is proposed'],
      [['gate'], 2, 'sbr dataset build'],
      [['train'], 2, 'sbr gate'],
      [['evaluate'], 2, 'sbr train'],
      [['models', 'promote', 'abc', '--reason', 'x'], 2, 'sbr train'],
      [['models', 'rollback', '--reason', 'x'], 2, 'No model is promoted'],
      [['collect', 'advisories', '--only', 'no-such-package'], 2, 'sbr advisories list'],
    ] as const) {
      const result = await sbr(...args)
      expect(result.code, `${args.join(' ')}: ${result.err}`).toBe(code)
      expect(result.out + result.err, args.join(' ')).toContain(text)
    }
  })

  it('refuse bad use with exit code 2', async () => {
    for (const args of [
      ['gate', '--profile', 'dmeo'],
      ['models', 'approve', 'x', '--role', 'king', '--reason', 'y'],
      ['train', '--seed', 'x'],
    ])
      expect((await sbr(...args)).code, args.join(' ')).toBe(2)
  })
})

describe('the commands of the loop', () => {
  it('judge a dataset in a file: exit 4, every rule, by contract', async () => {
    const file = join(home, 'items.jsonl')
    const item = {
      id: 'a'.repeat(64),
      kind: 'task',
      language: 'python',
      cwe: 89,
      group: 'task:x',
      split: 'train',
      messages: [
        { role: 'user', content: 'Write f.' },
        { role: 'assistant', content: '```python\ndef f():\n    return 1\n```' },
      ],
      origins: ['task:x'],
    }
    writeFileSync(file, `${JSON.stringify(item)}\n`)
    const { code, out } = await sbr('gate', file, '--profile', 'demo', '--json')
    expect(code).toBe(4)
    const verdict = JSON.parse(out) as {
      passed: boolean
      profile: string
      rules: { rule: string; value: number | null; bar: number; passed: boolean; how: string }[]
    }
    expect(verdict).toMatchObject({ passed: false, profile: 'demo' })
    expect(verdict.rules.find((rule) => rule.rule === 'min-items')).toMatchObject({
      value: 1,
      bar: 60,
      passed: false,
    })
    expect(verdict.rules.find((rule) => rule.rule === 'answers-parse')).toMatchObject({
      value: 1,
      passed: true,
    })
    writeFileSync(file, 'rubbish\n')
    const broken = await sbr('gate', file)
    expect([broken.code, broken.err]).toEqual([2, expect.stringContaining('items.jsonl:1')])
  })

  it('store a folder and a report once, and say what was new', async () => {
    const folder = join(home, 'project')
    mkdirSync(folder)
    writeFileSync(join(folder, 'a.py'), 'import os\n\n\ndef run(name):\n    os.system("ls " + name)\n')
    const first = await sbr('collect', 'repo', folder, '--json')
    expect(first.code, first.err).toBe(0)
    expect((JSON.parse(first.out) as { issues: { total: number } }).issues.total).toBeGreaterThan(0)
    const scan = await sbr('scan', folder, '--engines', 'bandit', '--sarif')
    writeFileSync(join(home, 'report.sarif'), scan.out)
    const reports = ['collect', 'reports', join(home, 'report.sarif'), '--json']
    const stored = JSON.parse((await sbr(...reports)).out) as {
      findings: number
      added: { findings: number }
    }
    expect(stored.findings).toBeGreaterThan(0)
    expect(stored.added.findings).toBe(stored.findings)
    expect((JSON.parse((await sbr(...reports)).out) as typeof stored).added.findings).toBe(0)
  })

  it('serve until they are stopped, with a key that only its owner can read', async () => {
    const port = '17493'
    const child = spawn(join(PROJECT_ROOT, 'sbr'), ['serve', '--no-reward', '--port', port], {
      env: { ...process.env, SBR_HOME: home },
    })
    let err = ''
    child.stderr.on('data', (piece: Buffer) => {
      err += piece
    })
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
    await expect.poll(() => err, { timeout: 60_000 }).toContain(`http://127.0.0.1:${port}`)
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    const second = await sbr('serve', '--no-reward', '--port', port)
    expect([second.code, second.err]).toEqual([2, expect.stringContaining(`Port ${port} is taken`)])
    expect(statSync(join(home, 'keys/serve.key')).mode & 0o077).toBe(0)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(err).toContain('Stopping')
    expect(err).not.toContain('sbr_serve_')
  })
})
