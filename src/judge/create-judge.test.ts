import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { canonicalJson, type LoadedTask, type Sample, SbrError, type TaskOutcome } from '../kernel/index.ts'
import { openParser, type SourceParser } from '../platform/index.ts'
import { createEnginePool, type EngineInfo, type EnginePool } from '../scanners/index.ts'
import { createJudge, type Judge, type JudgeOptions, loadPolicy, type ScannerPort } from './index.ts'
import { SEEDS } from './testdata/seeds.ts'

/** Engines start and read their packs once; a machine that is shared takes its time over that. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

let home: string
let pool: EnginePool
let infos: EngineInfo[]
let parser: SourceParser
let judge: Judge
const opened: Judge[] = []

const open = async (changes: Partial<JudgeOptions> = {}): Promise<Judge> => {
  const created = await createJudge({
    pool,
    parser,
    policy: loadPolicy('default'),
    engineInfos: infos,
    timeoutMs: 30_000,
    ...changes,
  })
  opened.push(created)
  return created
}

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sbr-judge-test-'))
  // Two engines suffice here, and leave the machine to others.
  pool = createEnginePool({ purpose: 'reward', home, engines: ['semgrep', 'bandit'] })
  infos = await pool.infos()
  parser = await openParser()
  judge = await open()
})
afterAll(async () => {
  await Promise.all(opened.map((each) => each.close()))
  parser.dispose()
  await pool.close()
  await rm(home, { recursive: true, force: true })
})

const [command] = SEEDS
if (!command) throw new Error('the seeds are gone')
const sampleOf = (changes: Partial<Sample> = {}): Sample => ({
  id: 's',
  language: 'python',
  code: command.vulnerable,
  ...changes,
})

describe('judge', () => {
  it('gives the same bytes whatever a sample is judged with', async () => {
    const samples = SEEDS.filter(({ language }) => language === 'python').flatMap(
      ({ name, secure, vulnerable }) => [
        sampleOf({ id: `${name} secure`, code: secure }),
        sampleOf({ id: `${name} vulnerable`, code: vulnerable, path: 'app/a.py' }),
      ],
    )
    const together = await judge.judge(samples)
    const reversed = (await judge.judge([...samples].reverse())).reverse()
    const alone = (await judge.judge(samples.slice(1, 2)))[0]
    expect(canonicalJson(reversed)).toBe(canonicalJson(together))
    expect(canonicalJson(alone)).toBe(canonicalJson(together[1]))
    expect(together[1]?.findings.length).toBeGreaterThan(0)
    for (const { location, message } of together[1]?.findings ?? []) {
      expect(location?.path).toBe('app/a.py')
      expect(message).not.toMatch(/sbr-judge|s[0-9a-f]{32}/)
    }
  })

  it('blanks comments out and keeps every line', async () => {
    const plain = sampleOf()
    const commented = sampleOf({ code: `${command.vulnerable.trimEnd()}  # nosec # nosemgrep\n` })
    const [a, b] = await judge.judge([plain, commented])
    expect(b?.findings.map(({ rule, location }) => [rule.id, location?.startLine])).toEqual(
      a?.findings.map(({ rule, location }) => [rule.id, location?.startLine]),
    )
    expect(b?.reason).toContain('suppression')
  })

  it.each<[string, Partial<Sample>]>([
    ['binary', { code: '\u0000\u0001\u0002'.repeat(1000) }],
    ['a lone surrogate', { code: 'x = "\ud800"\nprint(x)\n' }],
    ['empty', { code: '' }],
    ['50 MB', { code: 'x = 1\n'.repeat(9_000_000) }],
    ['deep nesting', { code: `x = ${'('.repeat(50_000)}1${')'.repeat(50_000)}\n` }],
    ['another language', { language: 'javascript' }],
    ['an id that climbs', { id: '../../etc/passwd' }],
    ['an id with an escape sequence', { id: '\u001b[2J\n"; rm -rf /' }],
    ['a path that climbs', { path: '../../../root/.ssh/a.py' }],
    ['a path with commands', { path: '-rf $(touch x) `id`\n\u0000.py' }],
    ['a path of one extension', { path: '.py' }],
    ['a long path', { path: `${'a/'.repeat(5000)}b.py` }],
    [
      'an endless regular expression bait',
      { code: `${command.vulnerable}X = "${'ignore '.repeat(20_000)}"\n` },
    ],
    ['a huge before', { before: 'y = 2\n'.repeat(9_000_000) }],
    ['a broken before', { before: 'def f(:\n' }],
  ])('takes hostile input as data: %s', async (_, changes) => {
    const sample = sampleOf(changes)
    const [document, ...more] = await judge.judge([sample])
    expect(more).toEqual([])
    expect(document?.id).toBe(sample.id)
    expect(document?.label).not.toBe('clean')
    expect(document?.reward === null || (document?.reward ?? 1) < 0.3).toBe(true)
    for (const { location } of document?.findings ?? [])
      expect(location?.path).not.toMatch(/^\/|(?:^|\/)\.\.(?:\/|$)|\p{Cc}/u)
  })

  it('leaves nothing behind', async () => {
    const left = () => readdirSync(tmpdir()).filter((name) => /^sbr-judge-[A-Za-z0-9]{6}$/.test(name))
    const before = left()
    await judge.judge([sampleOf()])
    expect(left().filter((name) => !before.includes(name))).toEqual([])
    expect(existsSync('x')).toBe(false)
  })

  it('has no reward where an engine failed, whatever the others say', async () => {
    // The real pool, with what a crash of one engine gives.
    const broken: ScannerPort = {
      scan: async (request) =>
        (await pool.scan(request)).map((output) =>
          output.run.tool.name === 'bandit'
            ? {
                run: {
                  ...output.run,
                  status: 'failed',
                  targets: output.run.targets.map(({ path }) => ({
                    path,
                    status: 'failed',
                    reason: 'crashed',
                  })),
                },
                findings: [],
              }
            : output,
        ),
    }
    const failing = await open({ pool: broken })
    const [vulnerable, secure] = await failing.judge([sampleOf(), sampleOf({ code: command.secure })])
    expect(vulnerable).toMatchObject({
      valid: false,
      reward: null,
      label: 'static-vulnerable',
      verdicts: { bandit: 'unknown', semgrep: 'vulnerable' },
    })
    expect(secure).toMatchObject({
      valid: false,
      reward: null,
      label: 'unknown',
      reason: 'Not judged: bandit failed (crashed).',
    })
  })

  it('has no reward where an engine that is required is absent, and another hash', async () => {
    const engineInfos = infos.map((info) => (info.name === 'bandit' ? { ...info, available: false } : info))
    const without = await open({ engineInfos })
    expect(without.policyHash).not.toBe(judge.policyHash)
    expect((await without.judge([sampleOf()]))[0]).toMatchObject({ valid: false, reward: null })
  })

  it('refuses held-out judges', async () => {
    const [first] = infos
    if (!first) throw new Error('no engine')
    const packs = [{ name: 'rules', lineage: 'njsscan', sha256: 'x', heldOut: false }]
    for (const engineInfos of [
      [{ ...first, heldOut: true }],
      [{ ...first, name: 'sonarjs' }],
      [{ ...first, packs }],
    ]) {
      const refusal = await open({ engineInfos }).catch((error: unknown) => error)
      expect(refusal).toBeInstanceOf(SbrError)
      expect(refusal).toMatchObject({ code: 'NOT_ALLOWED' })
    }
  })
})

describe('judge with tasks', () => {
  const taskOf = (id: string, split: LoadedTask['split']): LoadedTask => ({
    id,
    split,
    language: 'python',
    template: 't',
    cwe: 78,
    kind: 'generate',
    prompt: 'p',
    entryPoint: 'count_lines',
    files: {
      vulnerable: 'v',
      secure: 's',
      alternative: 'a',
      visibleTests: 't',
      hiddenTests: 'f',
      exploitTests: 'e',
    },
    vulnerable: '',
    secure: '',
    hiddenTests: '',
    visibleTests: '',
    alternative: '',
    exploitTests: '',
  })
  const tasks = new Map([taskOf('seen', 'train'), taskOf('kept', 'held-out')].map((task) => [task.id, task]))
  const outcome: TaskOutcome = {
    parses: true,
    functional: { passed: 1, total: 2 },
    exploit: { passed: 1, total: 1 },
    status: 'ok',
    reason: null,
  }
  const secure = (task: string, changes: Partial<Sample> = {}) =>
    sampleOf({ code: command.secure, task, ...changes })

  it('measures function by the tests, and asks nobody about a held-out task', async () => {
    const asked: string[] = []
    const taskRunner = {
      run: async (task: LoadedTask) => {
        asked.push(task.id)
        return outcome
      },
    }
    const tested = await open({ tasks, taskRunner })
    const [seen, kept, unknown, other] = await tested.judge([
      secure('seen'),
      secure('kept'),
      secure('none'),
      secure('seen', { code: '' }),
    ])
    expect(seen).toMatchObject({ valid: true, components: { function: 0.5 } })
    expect(seen?.ceiling).toBeGreaterThan(0.95)
    expect(kept).toMatchObject({ valid: false, reward: null, reason: expect.stringContaining('held out') })
    expect(unknown).toMatchObject({ valid: false, reward: null })
    expect(other).toMatchObject({ valid: true, reward: 0 })
    expect(asked).toEqual(['seen'])
  })

  it('has no reward where the sandbox refused', async () => {
    const refusing = await open({
      tasks,
      taskRunner: { run: () => Promise.reject(new SbrError('SANDBOX_UNAVAILABLE', 'no namespaces here')) },
    })
    expect((await refusing.judge([secure('seen')]))[0]).toMatchObject({
      valid: false,
      reward: null,
      reason: expect.stringContaining('no namespaces here'),
    })
  })
})

describe('judge with a package directory', () => {
  it('tells an invented package from one that nobody asked about', async () => {
    const code =
      'import yaml\nimport made_up_thing\n\n\ndef run(text):\n    return made_up_thing.go(yaml.safe_load(text))\n'
    const asked: string[] = []
    const advisories = {
      snapshot: 'test',
      asks: ['npm', 'PyPI'] as const,
      look: async (_: string, names: readonly string[]) => {
        asked.push(...names)
        return names.map((name) => ({ name, exists: name === 'PyYAML', malicious: false }))
      },
    }
    const informed = await open({ advisories })
    const [told] = await informed.judge([sampleOf({ code })])
    expect(asked).toEqual(['made_up_thing', 'PyYAML'])
    expect(told).toMatchObject({
      reward: 0,
      components: { dependencies: 0 },
      reason: expect.stringContaining('made_up_thing'),
    })
    const [untold] = await judge.judge([sampleOf({ code })])
    expect(untold?.components.dependencies).toBeNull()
    expect(untold?.reward).toBeGreaterThan(0.4)
    expect(informed.policyHash).not.toBe(judge.policyHash)
  })

  it('gives no reward where a registry that is asked does not answer', async () => {
    const silent = {
      snapshot: 'silent',
      asks: ['PyPI'] as const,
      look: async () => {
        throw new SbrError('NETWORK', 'the PyPI registry did not say whether it has "requests"')
      },
    }
    const [told, plain] = await (await open({ advisories: silent })).judge([
      sampleOf({ code: 'import requests\n\n\ndef get(url):\n    return requests.get(url, timeout=5)\n' }),
      sampleOf({ id: 'plain', code: 'def add(a, b):\n    return a + b\n' }),
    ])
    expect(told).toMatchObject({ valid: false, reward: null, reason: expect.stringContaining('did not say') })
    expect(plain?.valid).toBe(true)
  })
})
