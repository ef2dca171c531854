import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { minimalEnvironment, PROJECT_ROOT, runProcess } from '../platform/index.ts'

vi.setConfig({ testTimeout: 300_000 })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sbr-policy-test-'))
  await writeFile(
    join(folder, 'users.py'),
    'def find(db, name):\n    return db.execute("SELECT * FROM users WHERE name = \'" + name + "\'").fetchall()\n',
  )
  await writeFile(join(folder, 'add.py'), 'def add(a, b):\n    return a + b\n')
  await writeFile(join(folder, 'cases.jsonl'), `${observations().join('\n')}\n`)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** 80 made-up cases: `bandit` is right in four of five of them. */
const observations = (): string[] =>
  Array.from({ length: 80 }, (_, at) => {
    const vulnerable = at % 2 === 0
    return JSON.stringify({
      lineage: 'bandit',
      language: 'python',
      cwe: 89,
      spoke: vulnerable === at % 10 < 8,
      vulnerable,
      case: `c${at}`,
      group: `g${at}`,
    })
  })

async function sbr(...args: string[]) {
  const { exitCode, stdout, stderr } = await runProcess({
    command: process.execPath,
    args: [join(PROJECT_ROOT, 'src/cli/main.ts'), ...args],
    cwd: folder,
    env: minimalEnvironment({ SBR_HOME: join(folder, 'home') }),
    timeoutMs: 200_000,
  })
  return { exitCode, stdout: stdout.toString(), stderr: stderr.toString() }
}

describe('a policy', () => {
  it('is explained finding by finding, engine by engine', async () => {
    const told = await sbr('policy', 'explain', 'users.py', '--json')
    expect(told.exitCode, told.stderr).toBe(0)
    const { document, engines, cwes, findings } = JSON.parse(told.stdout)
    expect(document).toMatchObject({ label: 'static-vulnerable', valid: true })
    expect(engines.map(({ engine }: { engine: string }) => engine)).toEqual(
      expect.arrayContaining(['bandit', 'opengrep', 'semgrep']),
    )
    expect(cwes[0]).toMatchObject({ cwe: 89, said: expect.arrayContaining(['bandit', 'sbr']) })
    expect(findings).toContainEqual(expect.objectContaining({ engine: 'bandit', rule: 'B608', line: 2 }))
    const shown = await sbr('policy', 'explain', 'users.py')
    expect(shown.stdout).toContain('CWE-89')
    expect(shown.stdout).toContain('bandit')
  })

  it('is calibrated, compared on past rewards, approved by somebody else, and then in use', async () => {
    const judged = await sbr('reward', 'users.py', 'add.py', '--json')
    expect(judged.exitCode, judged.stderr).toBe(0)
    const [before] = judged.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))

    const learnt = await sbr(
      'policy',
      'calibrate',
      '--observations',
      'cases.jsonl',
      '--out',
      'new.json',
      '--diagram',
      'd.svg',
      '--json',
    )
    expect(learnt.exitCode, learnt.stderr).toBe(0)
    const told = JSON.parse(learnt.stdout)
    expect(told).toMatchObject({ cases: 80, vulnerable: 40, name: 'default' })
    const sql = told.rates.find(({ cwe }: { cwe: number | null }) => cwe === 89)
    expect(sql.falsePositive).toMatchObject({ cases: 40 })
    expect(sql.truePositive.interval.low).toBeLessThan(sql.truePositive.after)
    expect(told.reliability.after.n).toBe(80)
    expect(await readFile(join(folder, 'd.svg'), 'utf8')).toContain('<svg ')

    const difference = await sbr('policy', 'diff', before.policy.slice(0, 12), 'new.json', '--json')
    expect(difference.exitCode, difference.stderr).toBe(0)
    const { rates, rewards } = JSON.parse(difference.stdout)
    expect(rates).toContainEqual(expect.objectContaining({ lineage: 'bandit', cwe: 89 }))
    expect(rewards).toMatchObject({ rewards: 2, compared: 2 })

    const proposed = JSON.parse(
      (await sbr('policy', 'propose', 'new.json', '--reason', 'pairs', '--json')).stdout,
    )
    const own = await sbr('policy', 'approve', proposed.policy, '--reason', 'mine')
    expect(own).toMatchObject({ exitCode: 2, stdout: '' })
    expect(own.stderr).toContain('cannot approve')
    expect(
      (await sbr('policy', 'approve', proposed.policy, '--reason', 'read it', '--as', 'anna')).exitCode,
    ).toBe(0)
    expect((await sbr('policy', 'list')).stdout).toContain('approved here')
    const again = await sbr('reward', 'users.py', 'add.py', '--json')
    const [after] = again.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(after.policy).not.toBe(before.policy)
    // What judging anew gives is what weighing the document anew had said.
    const changed = rewards.largest.find((item: { before: number }) => item.before === before.reward)
    expect(after.reward).toBe(changed ? changed.after : before.reward)

    const path = join(folder, 'home/policies/default.json')
    const text = await readFile(path, 'utf8')
    await writeFile(
      path,
      text.replace('"labelThreshold":', '"labelThreshold": 0.9, "x":').replace(/"x":\s*[\d.]+,/, ''),
    )
    const tampered = await sbr('reward', 'add.py', '--json')
    expect(tampered.exitCode).toBe(2)
    expect(tampered.stderr).toContain('INTEGRITY')
    await writeFile(path, text)
  })

  it('learns nothing from a held-out judge, from nothing, or from what is no observation', async () => {
    const heldOut = observations().map((line) => line.replace('bandit', 'njsscan'))
    await writeFile(join(folder, 'held.jsonl'), heldOut.join('\n'))
    const refused = await sbr('policy', 'calibrate', '--observations', 'held.jsonl')
    expect(refused).toMatchObject({ exitCode: 2, stdout: '' })
    expect(refused.stderr).toContain('held.jsonl:1')
    await writeFile(join(folder, 'broken.jsonl'), '{"lineage": "bandit"}\n')
    expect((await sbr('policy', 'calibrate', '--observations', 'broken.jsonl')).stderr).toContain(
      'broken.jsonl:1',
    )
    expect((await sbr('policy', 'calibrate')).stderr).toContain('nothing to learn from')
    expect((await sbr('policy', 'diff', 'default', 'nobody')).exitCode).toBe(2)
  })
})
