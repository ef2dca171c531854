import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Slots } from '../shared/slots.ts'
import { collectTargets } from '../targets.ts'
import { makeFolder } from '../testing.ts'
import { createSemgrepEngine } from './engine.ts'

const rules = makeFolder({
  'one.yaml': [
    'rules:',
    '  - {id: eval-use, languages: [python, js], severity: ERROR, message: m, pattern: eval(...), metadata: {cwe: CWE-95}}',
    '  - {id: eval-again, languages: [python, js], severity: INFO, message: other, pattern: eval(...)}',
    '  - {id: broken, languages: [python], severity: ERROR, message: m, pattern: "eval((("}',
    '  - {id: left-out, languages: [python], severity: ERROR, message: m, pattern: exec(...)}',
  ].join('\n'),
})
const code = makeFolder({ 'a.py': 'é = eval(x)\nexec(y)\n', 'b.js': 'eval(x)\n', 'c.py': 'x = 1\n' })
const home = makeFolder()
afterAll(() => {
  for (const folder of [rules, code, home]) folder.remove()
})

const engineWith = (run?: Parameters<typeof createSemgrepEngine>[0]['run']) =>
  createSemgrepEngine(
    {
      name: 'semgrep',
      packTitle: 'rules',
      heldOut: false,
      source: async () => ({
        name: 'own',
        lineage: 'own',
        heldOut: false,
        files: [join(rules.path, 'one.yaml')],
        leaveOut: { reason: 'tried', matches: (id) => id === 'left-out' },
      }),
      ...(run ? { run } : {}),
    },
    { home: home.path, advisories: null, slots: new Slots(2), subject: 'answers', environment: {} },
  )

const scan = async (engine: ReturnType<typeof engineWith>) => {
  const { root, targets } = await collectTargets(code.path)
  return engine.scan({ root, targets, timeoutMs: 60_000 })
}

describe('an engine over the Semgrep core', () => {
  it('drops duplicates and what the core refuses, and says which', async () => {
    const { run, findings } = await scan(engineWith())
    expect(findings.map((finding) => [finding.rule.id, finding.location?.path])).toEqual([
      ['eval-use', 'a.py'],
      ['eval-use', 'b.js'],
    ])
    expect(run.diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.position])).toEqual([
      ['rule-refused', 'broken'],
    ])
    expect(run.status).toBe('complete')
    expect(findings[0]?.location).toMatchObject({ startColumn: 5, unit: 'utf16', unitOrigin: 'converted' })
    expect(findings[0]?.cwe.ids).toEqual([95])
  })

  it('keeps the compiled rules under their content', async () => {
    const { run } = await scan(engineWith())
    rules.write(
      'one.yaml',
      readFileSync(join(rules.path, 'one.yaml'), 'utf8').replace('message: m', 'message: n'),
    )
    const changed = await scan(engineWith())
    expect(changed.run.packs[0]?.sha256).not.toBe(run.packs[0]?.sha256)
    expect(changed.run.id).not.toBe(run.id)
  })

  it('gives the same findings by the documented command, where the core is not understood', async () => {
    const byCore = await scan(engineWith())
    const byWrapper = await scan(
      engineWith(async () => ({ output: null, reason: 'not-understood', message: 'tried', finished: null })),
    )
    const keys = (output: typeof byCore) =>
      output.findings.map(({ rule, location, fingerprints }) => ({
        rule: rule.id,
        location,
        own: fingerprints.own,
      }))
    expect(keys(byWrapper)).toEqual(keys(byCore))
    expect(byWrapper.run.status).toBe('complete')
  })
})
