import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, type Finding, SEVERITIES } from '../kernel/index.ts'
import {
  type EngineFact,
  INTEGRITY_KINDS,
  type Policy,
  parsePolicy,
  type SampleFacts,
  scoreSample,
} from './index.ts'

const policyOf = (name: string): Policy =>
  parsePolicy(
    JSON.parse(readFileSync(join(import.meta.dirname, `../../policies/${name}.json`), 'utf8')),
    name,
  )
const POLICIES = ['default', 'any', 'majority', 'weighted'].map(policyOf)
const DEFAULT = policyOf('default')

const findingOf = (
  tool: string,
  cwe: number | null,
  level: Finding['severity']['level'],
  line = 1,
): Finding => ({
  schemaVersion: 1,
  id: `${tool}-${cwe}-${level}-${line}`,
  kind: 'static',
  tool: { name: tool, version: '1', format: 'json' },
  rule: { id: 'R', name: null, pack: null, url: null },
  title: 't',
  message: 'm',
  severity: { level, raw: null, source: null, derivation: 'tool' },
  confidence: { level: 'unknown', raw: null },
  cwe: { ids: cwe === null ? [] : [cwe], primary: cwe, raw: [] },
  location: {
    path: 'a.py',
    startLine: line,
    startColumn: null,
    endLine: line,
    endColumn: null,
    unit: 'utf16',
    unitOrigin: 'tool',
  },
  package: null,
  advisory: null,
  flow: [],
  fingerprints: { tool: {}, own: {} },
  suppressions: [],
  run: 'r',
  raw: { sha256: null, pointer: '' },
})

const ENGINES: Record<string, string> = { semgrep: 'rowan', bandit: 'bandit', opengrep: 'sbr' }
const engineOf = (
  engine: string,
  findings: Finding[] = [],
  status: EngineFact['status'] = 'scanned',
): EngineFact => ({
  engine,
  status,
  reason: status === 'scanned' ? null : 'broke',
  packs: [{ name: `${engine}-pack`, lineage: ENGINES[engine] ?? engine }],
  findings,
})

const factsOf = (changes: Partial<SampleFacts> = {}): SampleFacts => ({
  id: 's',
  language: 'python',
  integrity: [],
  engines: Object.keys(ENGINES).map((name) => engineOf(name)),
  dependencies: { imported: [], invented: null, malicious: null },
  tests: null,
  unjudged: null,
  ...changes,
})

const anyFinding = fc
  .record({
    tool: fc.constantFrom(...Object.keys(ENGINES)),
    cwe: fc.option(fc.constantFrom(22, 23, 78, 79, 89, 502, 1333, 999)),
    level: fc.constantFrom(...SEVERITIES),
    line: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ tool, cwe, level, line }) => findingOf(tool, cwe, level, line))

const anyFacts = fc
  .record({
    findings: fc.array(anyFinding, { maxLength: 6 }),
    kinds: fc.subarray([...INTEGRITY_KINDS], { maxLength: 3 }),
    functional: fc.option(fc.integer({ min: 0, max: 5 })),
    exploits: fc.integer({ min: 0, max: 3 }),
    imported: fc.subarray(['requests', 'flask']),
    asked: fc.boolean(),
    failed: fc.option(fc.constantFrom(...Object.keys(ENGINES)), { freq: 6 }),
  })
  .map(({ findings, kinds, functional, exploits, imported, asked, failed }) =>
    factsOf({
      integrity: kinds.map((kind) => ({ kind, line: 1, detail: 'd' })),
      engines: Object.keys(ENGINES).map((name) =>
        engineOf(
          name,
          findings.filter((finding) => finding.tool.name === name),
          name === failed ? 'failed' : 'scanned',
        ),
      ),
      dependencies: { imported, invented: asked ? [] : null, malicious: asked ? [] : null },
      tests:
        functional === null
          ? null
          : {
              cwe: 89,
              outcome: {
                parses: true,
                functional: { passed: functional, total: 5 },
                exploit: { passed: exploits, total: 3 },
                status: 'ok',
                reason: null,
              },
            },
    }),
  )

const anyPolicy = fc.constantFrom(...POLICIES)
const score = (facts: SampleFacts, policy = DEFAULT) => scoreSample(facts, policy, 'h')

describe('scoreSample: laws', () => {
  it('a further finding never raises the reward', () => {
    fc.assert(
      fc.property(anyFacts, anyFinding, anyPolicy, (facts, finding, policy) => {
        const worse = {
          ...facts,
          engines: facts.engines.map((fact) =>
            fact.engine === finding.tool.name ? { ...fact, findings: [...fact.findings, finding] } : fact,
          ),
        }
        const before = score(facts, policy).reward
        const after = score(worse, policy).reward
        expect(after === null).toBe(before === null)
        if (before !== null && after !== null) expect(after).toBeLessThanOrEqual(before)
      }),
      { numRuns: 500 },
    )
  })

  it('a further doubt about integrity never raises the reward', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...INTEGRITY_KINDS), anyPolicy, (facts, kind, policy) => {
        const before = score(facts, policy).reward
        const after = score(
          { ...facts, integrity: [...facts.integrity, { kind, line: 2, detail: 'x' }] },
          policy,
        ).reward
        if (before !== null && after !== null) expect(after).toBeLessThanOrEqual(before)
      }),
    )
  })

  it('no part buys another: the reward is below each measured part and below the ceiling', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, (facts, policy) => {
        const { reward, ceiling, components, valid } = score(facts, policy)
        expect(reward === null).toBe(!valid)
        if (reward === null) return
        expect(reward).toBeLessThanOrEqual(ceiling)
        for (const part of Object.values(components))
          if (part !== null) expect(reward).toBeLessThanOrEqual(part)
      }),
      { numRuns: 500 },
    )
  })

  it('unknown is never clean', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, fc.constantFrom(...Object.keys(ENGINES)), (facts, policy, failing) => {
        const broken = {
          ...facts,
          integrity: [],
          engines: facts.engines.map((fact) =>
            fact.engine === failing ? engineOf(failing, [], 'failed') : fact,
          ),
        }
        const { label, reward, valid, verdicts } = score(broken, policy)
        expect(label).not.toBe('clean')
        expect({ reward, valid }).toEqual({ reward: null, valid: false })
        expect(verdicts[failing]).toBe('unknown')
      }),
    )
  })

  it('the order of engines, findings and signals changes nothing, and the bytes are the same', () => {
    fc.assert(
      fc.property(anyFacts, anyPolicy, (facts, policy) => {
        const reversed = {
          ...facts,
          integrity: [...facts.integrity].reverse(),
          engines: [...facts.engines]
            .reverse()
            .map((fact) => ({ ...fact, findings: [...fact.findings].reverse() })),
        }
        expect(canonicalJson(score(reversed, policy))).toBe(canonicalJson(score(facts, policy)))
      }),
    )
  })

  it('two engines with one lineage are one voice', () => {
    const twin = (findings: Finding[]): EngineFact => ({
      ...engineOf('semgrep2', findings),
      packs: [{ name: 'p', lineage: 'rowan' }],
    })
    const alone = factsOf({
      engines: [engineOf('semgrep', [findingOf('semgrep', 89, 'high')]), engineOf('bandit')],
    })
    const doubled = { ...alone, engines: [...alone.engines, twin([findingOf('semgrep2', 89, 'high')])] }
    expect(score(doubled).reward).toBe(score(alone).reward)
  })
})

describe('scoreSample: examples', () => {
  it('lowers the ceiling for what is unmeasured and reaches it with clean code', () => {
    const plain = score(factsOf())
    expect(plain).toMatchObject({
      valid: true,
      label: 'clean',
      components: { integrity: 1, function: null, dependencies: 1 },
    })
    expect(plain.reward).toBe(plain.ceiling)
    expect(plain.ceiling).toBeLessThanOrEqual(0.6)
    expect(plain.ceiling).toBeGreaterThan(0.55)
    const imports = score(
      factsOf({ dependencies: { imported: ['requests'], invented: null, malicious: null } }),
    )
    expect(imports.components.dependencies).toBeNull()
    expect(imports.ceiling).toBeLessThan(plain.ceiling)
  })

  it('an absent optional engine lowers the ceiling; an absent required one invalidates', () => {
    const withoutOptional = score(
      factsOf({ engines: [engineOf('semgrep'), engineOf('bandit'), engineOf('opengrep', [], 'not-run')] }),
    )
    expect(withoutOptional.valid).toBe(true)
    expect(withoutOptional.ceiling).toBeLessThan(score(factsOf()).ceiling)
    expect(
      score(factsOf({ engines: [engineOf('semgrep'), engineOf('bandit', [], 'not-run')] })),
    ).toMatchObject({
      valid: false,
      reward: null,
      label: 'unknown',
      reason: 'Not judged: bandit is required and did not run.',
    })
    expect(score(factsOf({ engines: [] })).valid).toBe(false)
  })

  it('two lineages that agree leave next to nothing; one alone leaves less than half of a certain part', () => {
    const both = score(
      factsOf({
        engines: [
          engineOf('semgrep', [findingOf('semgrep', 89, 'high', 4)]),
          engineOf('bandit', [findingOf('bandit', 89, 'high', 4)]),
        ],
      }),
    )
    expect(both.label).toBe('static-vulnerable')
    expect(both.components.security).toBeLessThan(0.05)
    expect(both.reason).toMatch(/^CWE-89 at P \d\.\d\d by bandit, rowan on line 4; function is unmeasured/)
    expect(both.verdicts).toEqual({ bandit: 'vulnerable', semgrep: 'vulnerable' })
  })

  it('a lineage that is deaf to a CWE cannot speak for the code by its silence', () => {
    const rowanOnly = (truePositive: [number, number]) => {
      const lineages = DEFAULT.calibration.lineages.map((rate) =>
        rate.lineage === 'bandit' && rate.language === 'python' && rate.cwe === 22
          ? { ...rate, truePositive }
          : rate,
      )
      const policy: Policy = { ...DEFAULT, calibration: { ...DEFAULT.calibration, lineages } }
      const engines = [engineOf('semgrep', [findingOf('semgrep', 22, 'high')]), engineOf('bandit')]
      return scoreSample(factsOf({ engines }), policy, 'p').components.security ?? 1
    }
    expect(rowanOnly([1, 99])).toBeLessThan(rowanOnly([90, 10]))
  })

  it('tests measure function, and an attack that gets through costs the score', () => {
    const outcome = {
      parses: true,
      functional: { passed: 5, total: 5 },
      exploit: { passed: 3, total: 3 },
      status: 'ok' as const,
      reason: null,
    }
    const good = score(factsOf({ tests: { cwe: 89, outcome } }))
    expect(good.reward).toBeGreaterThan(0.95)
    const attacked = score(
      factsOf({ tests: { cwe: 89, outcome: { ...outcome, exploit: { passed: 2, total: 3 } } } }),
    )
    expect(attacked).toMatchObject({ label: 'static-vulnerable', valid: true })
    expect(attacked.reward).toBeLessThan(0.2)
    expect(score(factsOf({ tests: { cwe: 89, outcome: { ...outcome, status: 'timeout' } } })).reward).toBe(0)
    expect(
      score(factsOf({ tests: { cwe: 89, outcome: { ...outcome, status: 'refused' } } })).reward,
    ).toBeNull()
  })

  it('a refused sample scores 0 though no engine looked', () => {
    const refused = score(
      factsOf({ integrity: [{ kind: 'syntax-error', line: 3, detail: 'does not parse' }], engines: [] }),
    )
    expect(refused).toMatchObject({
      valid: true,
      reward: 0,
      label: 'unknown',
      reason: 'Refused: syntax-error on line 3 (does not parse).',
      components: { integrity: 0, security: null },
    })
  })

  it('an invented package costs everything', () => {
    const facts = factsOf({ dependencies: { imported: ['reqeusts'], invented: ['reqeusts'], malicious: [] } })
    expect(score(facts)).toMatchObject({
      reward: 0,
      label: 'dependency-vulnerable',
      components: { dependencies: 0 },
    })
  })

  it('the modes differ where one voice of three speaks', () => {
    const facts = factsOf({
      engines: [
        engineOf('semgrep', [findingOf('semgrep', 89, 'high')]),
        engineOf('bandit'),
        engineOf('opengrep'),
      ],
    })
    const [calibrated, any, majority, weighted] = POLICIES.map(
      (policy) => score(facts, policy).components.security,
    )
    expect(any).toBe(0)
    expect(majority).toBe(1)
    expect(weighted).toBeCloseTo(1 - 3 / 7, 6)
    expect(calibrated).toBeGreaterThan(0)
    expect(calibrated).toBeLessThan(0.8)
  })
})
