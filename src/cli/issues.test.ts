import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../platform/index.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'sbr-issues-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

function sbr(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(
      join(PROJECT_ROOT, 'sbr'),
      args,
      { env: { ...process.env, SBR_HOME: home }, timeout: 120_000 },
      (error, out, err) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    )
  })
}

/** The list as the command prints it. */
interface List {
  total: number
  issues: {
    repository: string
    snapshot: string
    issue: { id: string; cwe: number | null; startLine: number; findings: string[]; engines: string[] }
  }[]
}
const parse = <T>({ out, err }: { out: string; err: string }): T => {
  try {
    return JSON.parse(out) as T
  } catch {
    throw new Error(`no JSON: ${out} ${err}`)
  }
}
const listOf = async (...filter: string[]) =>
  parse<List>(await sbr('issues', 'list', '--json', ...filter)).issues

const CODE = `import os


def run(name):
    os.system("ls " + name)


def evaluate(text):
    return eval(text)
`

describe('sbr issues', () => {
  it('splits and merges by hand, remembers it on the next scan of changed code, and takes it back', async () => {
    const empty = await sbr('issues', 'list')
    expect([empty.code, empty.out]).toEqual([0, 'No issue is stored. Next: sbr collect repo PATH\n'])

    const folder = join(home, 'project')
    mkdirSync(folder)
    writeFileSync(join(folder, 'a.py'), CODE)
    const collected = await sbr('collect', 'repo', folder, '--json')
    expect(collected.code, collected.err).toBe(0)
    const before = await listOf()
    const command = before.find(({ issue }) => issue.startLine === 5 && issue.engines.length > 1)
    const evaluation = before.find(({ issue }) => issue.startLine === 9 && issue.engines.length > 1)
    if (command === undefined || evaluation === undefined)
      throw new Error(`no such issues: ${JSON.stringify(before)}`)

    const shown = await sbr('issues', 'show', command.issue.id.slice(0, 12))
    expect(shown.out).toContain('One because')

    // One engine's finding leaves the issue.
    const leaving = command.issue.findings[0] ?? ''
    const split = await sbr(
      ...['issues', 'split', command.issue.id.slice(0, 12), '--finding', leaving.slice(0, 16)],
      ...['--reason', 'the shell is one thing, its text another', '--as', 'ada', '--json'],
    )
    expect(parse(split)).toEqual({ ruling: expect.any(String), added: true, regrouped: 1 })
    const parted = await listOf()
    expect(parted).toHaveLength(before.length + 1)
    expect(parted.find(({ issue }) => issue.findings.includes(leaving))?.issue.findings).toEqual([leaving])

    // Two issues become one.
    const merged = await sbr(
      ...['issues', 'merge', evaluation.issue.id.slice(0, 12), command.issue.id.slice(0, 12)],
      ...['--reason', 'both', '--as', 'ada'],
    )
    // The issue that was split is no more: its id named all its findings.
    expect([merged.code, merged.err]).toEqual([2, expect.stringContaining('No issue')])
    const rest = parted.find(
      ({ issue }) =>
        issue.findings.includes(command.issue.findings[1] ?? '') && issue.id !== command.issue.id,
    )
    const second = await sbr(
      ...['issues', 'merge', evaluation.issue.id.slice(0, 12), rest?.issue.id.slice(0, 12) ?? ''],
      ...['--reason', 'both run what a caller sends', '--as', 'ada'],
    )
    expect(second.out).toMatch(/^merge [0-9a-f]{12} by ada: 1 scan grouped anew\n$/)
    expect(await listOf()).toHaveLength(before.length)

    // The next scan: other lines, another snapshot, the same rulings.
    writeFileSync(join(folder, 'a.py'), `# A comment above.\n\n${CODE}`)
    const again = parse<{ repository: string; snapshot: string; issues: { total: number } }>(
      await sbr('collect', 'repo', folder, '--json'),
    )
    const after = await listOf('--snapshot', again.snapshot)
    expect(after).toHaveLength(before.length)
    expect(again.issues.total).toBe(before.length)
    expect(after.map(({ issue }) => issue.id).sort()).toEqual(
      (await listOf('--snapshot', command.snapshot)).map(({ issue }) => issue.id).sort(),
    )

    // Undo brings back what the rules say, in both snapshots.
    const printed = (await sbr('issues', 'rulings', '--json')).out
    const file = join(home, 'rulings.jsonl')
    writeFileSync(file, printed)
    const scanned = parse<{ issues: { id: string }[] }>(
      await sbr('scan', folder, '--code-base', '--json', '--rulings', file),
    )
    expect(scanned.issues.map(({ id }) => id).sort()).toEqual(after.map(({ issue }) => issue.id).sort())
    const rulings = printed
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { override: { id: string; by: string } }).override)
    expect(rulings.map(({ by }) => by)).toEqual(['ada', 'ada'])
    for (const { id } of rulings) {
      const undo = await sbr('issues', 'undo', id.slice(0, 12), '--reason', 'a try', '--as', 'ada', '--json')
      expect(parse(undo)).toMatchObject({ added: true, regrouped: 2 })
    }
    expect(await listOf('--snapshot', command.snapshot)).toEqual(before)
  }, 420_000)

  it('refuses what it cannot mean', async () => {
    const [one] = await listOf()
    const id = one?.issue.id ?? ''
    const refused = async (...args: string[]) => {
      const { code, err } = await sbr('issues', ...args)
      expect(code, err).toBe(2)
      return err
    }
    expect(await refused('show', 'abc')).toContain('too short')
    expect(await refused('show', 'ffffffffffff')).toContain('No issue')
    expect(await refused('merge', id, id, '--reason', 'x')).toContain('two issues')
    expect(
      await refused('split', id, '--finding', ...(one?.issue.findings ?? []), '--reason', 'x'),
    ).toContain('Nothing of the issue would stay')
    expect(await refused('split', id, '--finding', one?.issue.findings[0] ?? '', '--reason', ' ')).toContain(
      'needs a reason',
    )
    expect(await refused('undo', 'ffffffffffff', '--reason', 'x')).toContain('No ruling')
  }, 300_000)
})
