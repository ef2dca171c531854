import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../platform/index.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'sbr-review-'))
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

/** The queue as the command prints it. */
interface Queue {
  total: number
  findings: { finding: { id: string; cwe: { primary: number } } }[]
}
const queue = async (): Promise<Queue> => JSON.parse((await sbr('review', 'list', '--json')).out) as Queue

describe('sbr review', () => {
  it('takes a finding from scan to decision, once, under the name of who decided', async () => {
    const empty = await sbr('review', 'list')
    expect([empty.code, empty.out]).toEqual([0, expect.stringContaining('Next: sbr collect repo')])

    const folder = join(home, 'project')
    mkdirSync(folder)
    writeFileSync(join(folder, 'a.py'), 'import os\n\n\ndef run(name):\n    os.system("ls " + name)\n')
    const collected = await sbr('collect', 'repo', folder)
    expect(collected.code, collected.err).toBe(0)

    const before = await queue()
    expect(before.total).toBe(before.findings.length)
    const id = before.findings.find(({ finding }) => finding.cwe.primary === 78)?.finding.id ?? ''
    expect(id).not.toBe('')

    const shown = await sbr('review', 'show', id.slice(0, 12))
    expect(shown.out).toContain('>    5      os.system("ls " + name)')

    const decide = (verdict: string, ...more: string[]) =>
      sbr('review', 'decide', id.slice(0, 12), verdict, '--as', 'ada', '--json', ...more)
    const first = await decide('true-positive', '--reason', 'name comes from the caller')
    expect(JSON.parse(first.out)).toEqual({
      finding: id,
      verdict: 'true-positive',
      decider: 'ada',
      places: 1,
      added: 1,
    })
    const again = await decide('true-positive', '--reason', 'name comes from the caller')
    expect(JSON.parse(again.out)).toMatchObject({ added: 0 })
    const after = await queue()
    expect(after.total).toBe(before.total - 1)
    expect(after.findings.map(({ finding }) => finding.id)).not.toContain(id)
    const stats = JSON.parse((await sbr('corpus', 'stats', '--json')).out) as {
      decisions: { byKind: Record<string, number> }
    }
    expect(stats.decisions.byKind).toEqual({ person: 1 })

    for (const [args, text] of [
      [['review', 'decide', id, 'true-positive'], '--reason'],
      [['review', 'decide', id, 'maybe', '--reason', 'x'], 'uncertain'],
      [['review', 'decide', id, 'uncertain', '--reason', ' '], 'needs a reason'],
      [['review', 'decide', 'ffffffffffff', 'uncertain', '--reason', 'x'], 'No finding begins with'],
      [['review', 'decide', '%%%%%%%%', 'uncertain', '--reason', 'x'], 'No finding begins with'],
      [['review', 'show', 'ab'], 'too short'],
    ] as const) {
      const refused = await sbr(...args)
      expect(refused.code, args.join(' ')).toBe(2)
      expect(refused.err, args.join(' ')).toContain(text)
    }
  }, 180_000)
})
