import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SbrError } from '../kernel/index.ts'
import { GATE_RULES, type GateFacts, judgeDataset, parseGateProfile } from './index.ts'

const load = (name: string) =>
  parseGateProfile(
    JSON.parse(readFileSync(new URL(`../../policies/gate/${name}.json`, import.meta.url), 'utf8')),
    name,
  )
const real = load('default')
const demo = load('demo')

const good: GateFacts = {
  dataset: 'd',
  items: 600,
  remediations: 250,
  tasks: 350,
  cwes: 20,
  duplicates: 0,
  groupsInTwoSplits: 0,
  heldOutOverlap: 0,
  secrets: 0,
  answers: { parsed: 600, total: 600 },
  cleanAnswers: { clean: 590, unknown: 2, total: 600 },
  validatedTasks: { passed: 350, total: 350 },
  decided: { decided: 250, total: 250 },
  decidedByPerson: { decided: 250, total: 250 },
  largestDeciderShare: 0.3,
  scanRuns: { complete: 100, total: 100 },
  largestCweShare: 0.2,
}

describe('the gate', () => {
  it('passes good facts under the real bars, with one result a rule', () => {
    const verdict = judgeDataset(good, real)
    expect(verdict.rules.filter((rule) => !rule.passed)).toEqual([])
    expect(verdict.passed).toBe(true)
    expect(verdict.rules.map((rule) => rule.rule)).toEqual(GATE_RULES.map((rule) => rule.name))
  })

  it('lets no advisory stand in for a person under the real bars, and does under the demonstration', () => {
    const facts = { ...good, decidedByPerson: { decided: 0, total: 250 } }
    expect(
      judgeDataset(facts, real)
        .rules.filter((rule) => !rule.passed)
        .map((rule) => rule.rule),
    ).toEqual(['decided-by-person'])
    expect(judgeDataset(facts, demo).passed).toBe(true)
  })

  it('does not pass what was not measured', () => {
    for (const key of [
      'heldOutOverlap',
      'answers',
      'cleanAnswers',
      'validatedTasks',
      'scanRuns',
      'largestDeciderShare',
      'largestCweShare',
    ] as const)
      expect(judgeDataset({ ...good, [key]: null }, demo).passed, key).toBe(false)
  })

  it('does not pass an empty dataset under any bars that are not negative', () => {
    const empty: GateFacts = {
      ...good,
      items: 0,
      remediations: 0,
      tasks: 0,
      cwes: 0,
      answers: { parsed: 0, total: 0 },
      cleanAnswers: { clean: 0, unknown: 0, total: 0 },
      validatedTasks: { passed: 0, total: 0 },
      decided: { decided: 0, total: 0 },
      decidedByPerson: { decided: 0, total: 0 },
      largestDeciderShare: null,
      scanRuns: { complete: 0, total: 0 },
      largestCweShare: null,
    }
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), {
          minLength: GATE_RULES.length,
          maxLength: GATE_RULES.length,
        }),
        (bars) => {
          const profile = {
            name: 'any',
            note: '',
            bars: Object.fromEntries(GATE_RULES.map((rule, i) => [rule.name, bars[i] ?? 0])),
          }
          expect(judgeDataset(empty, profile).passed).toBe(false)
        },
      ),
    )
  })

  it('refuses a profile with a rule left out or a bar without a rule', () => {
    const { secrets: _left, ...rest } = real.bars
    expect(() => parseGateProfile({ ...real, bars: rest }, 'x')).toThrow(SbrError)
    expect(() => parseGateProfile({ ...real, bars: { ...real.bars, secretz: 0 } }, 'x')).toThrow(/secretz/)
  })

  it('lowers bars in the demonstration, and raises none', () => {
    for (const rule of GATE_RULES) {
      const [a, b] = [demo.bars[rule.name] ?? 0, real.bars[rule.name] ?? 0]
      expect(rule.direction === 'at-least' ? a <= b : a >= b, rule.name).toBe(true)
    }
  })
})
