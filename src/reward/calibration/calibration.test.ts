import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Calibration, parsePolicy } from '../policy.ts'
import { baseRateOf, fitDependence, predictCases } from './fit-dependence.ts'
import { learnCalibration, SHRINKAGE } from './learn-calibration.ts'
import { logLikelihoodRatio } from './likelihood.ts'
import { groupCases, type Observation } from './observation.ts'
import { betaMean, ratesOf } from './rates.ts'

const POLICY = join(import.meta.dirname, '../../../policies/any.json')
const shipped = parsePolicy(JSON.parse(readFileSync(POLICY, 'utf8')), POLICY).calibration
/** Rates of our own, so that a new calibration of the policies changes no test. */
const calibration: Calibration = {
  prior: { default: [1, 19], byCwe: {} },
  unknownLineage: { truePositive: [1, 3], falsePositive: [1, 99] },
  lineages: [
    {
      lineage: 'a',
      language: 'python',
      cwe: null,
      truePositive: [14, 3],
      falsePositive: [0.5, 99.5],
      source: 's',
    },
    {
      lineage: 'a',
      language: 'python',
      cwe: 22,
      truePositive: [1, 7],
      falsePositive: [0.5, 99.5],
      source: 's',
    },
    {
      lineage: 'b',
      language: null,
      cwe: null,
      truePositive: [9, 2],
      falsePositive: [0.5, 99.5],
      source: 's',
    },
  ],
  watched: {},
}
const see = (over: Partial<Observation> = {}): Observation => ({
  lineage: 'a',
  language: 'python',
  cwe: 89,
  spoke: true,
  vulnerable: true,
  case: 'c1',
  group: 'g1',
  ...over,
})

describe('learning rates', () => {
  it('adds a case to the lineage, and to its CWE from the learnt rates at the weight of a few cases', () => {
    const learnt = learnCalibration(calibration, [see()], 'decisions')
    expect(ratesOf('a', 'python', 78, learnt)).toMatchObject({
      truePositive: [15, 3],
      source: 'decisions: 1 with the weakness, 0 without',
    })
    const [hits, misses] = ratesOf('a', 'python', 89, learnt).truePositive
    expect(hits).toBeCloseTo((15 / 18) * SHRINKAGE + 1, 5)
    expect(misses).toBeCloseTo((3 / 18) * SHRINKAGE, 5)
  })

  it('refines a prior that a CWE has of its own', () => {
    const learnt = learnCalibration(
      calibration,
      [see({ cwe: 22 }), see({ cwe: 22, vulnerable: false, spoke: false })],
      'd',
    )
    expect(ratesOf('a', 'python', 22, learnt)).toMatchObject({
      truePositive: [2, 7],
      falsePositive: [0.5, 100.5],
    })
  })

  it('leaves what was not observed, and other languages', () => {
    const learnt = learnCalibration(calibration, [see()], 'd')
    expect(ratesOf('b', 'python', 89, learnt)).toEqual(ratesOf('b', 'python', 89, calibration))
    expect(ratesOf('a', 'javascript', 89, learnt)).toEqual(calibration.unknownLineage)
    expect(learnCalibration(shipped, [], 'd').lineages).toHaveLength(shipped.lineages.length)
  })

  it('lets many cases overrule the prior', () => {
    const missed = Array.from({ length: 200 }, (_, at) => see({ spoke: false, case: `c${at}` }))
    expect(
      betaMean(ratesOf('a', 'python', 89, learnCalibration(calibration, missed, 'd')).truePositive),
    ).toBeLessThan(0.1)
  })

  const observations = fc.array(
    fc.record({
      lineage: fc.constantFrom('a', 'b', 'new'),
      language: fc.constantFrom('python' as const, 'javascript' as const),
      cwe: fc.constantFrom(0, 22, 78, 89),
      spoke: fc.boolean(),
      vulnerable: fc.boolean(),
      case: fc.string({ minLength: 1, maxLength: 3 }),
      group: fc.string({ minLength: 1, maxLength: 2 }),
    }),
    { maxLength: 60 },
  )

  it('does not depend on the order, gives rates between 0 and 1, and a policy that parses', () => {
    fc.assert(
      fc.property(observations, fc.integer(), (list, seed) => {
        const mixed = [...list].sort(
          (x, y) => ((x.case.length * 7 + seed) % 5) - ((y.case.length * 7 + seed) % 5),
        )
        const learnt = learnCalibration(calibration, list, 'd')
        expect(learnCalibration(calibration, mixed, 'd')).toEqual(learnt)
        for (const { truePositive, falsePositive } of learnt.lineages)
          for (const mean of [betaMean(truePositive), betaMean(falsePositive)]) {
            expect(mean).toBeGreaterThan(0)
            expect(mean).toBeLessThan(1)
          }
      }),
    )
  })

  it('a hit never lowers a true-positive rate, a false alarm never lowers a false-positive rate', () => {
    fc.assert(
      fc.property(observations, fc.boolean(), (list, vulnerable) => {
        const more = learnCalibration(calibration, [...list, see({ vulnerable })], 'd')
        const less = learnCalibration(calibration, list, 'd')
        const rate = vulnerable ? 'truePositive' : 'falsePositive'
        // A first case of a CWE moves it from the lineage's rates to rates of its own, which start there.
        expect(betaMean(ratesOf('a', 'python', 89, more)[rate])).toBeGreaterThanOrEqual(
          betaMean(ratesOf('a', 'python', 89, less)[rate]) - 1e-6,
        )
      }),
    )
  })
})

describe('cases', () => {
  it('gather what every lineage said, once each', () => {
    const cases = groupCases([
      see(),
      see({ lineage: 'b', spoke: false }),
      see({ lineage: 'b' }),
      see({ case: 'c0' }),
    ])
    expect(cases.map(({ id, said }) => [id, [...said]])).toEqual([
      ['c0', [['a', true]]],
      [
        'c1',
        [
          ['a', true],
          ['b', true],
        ],
      ],
    ])
    expect(baseRateOf(cases)).toBeCloseTo(3 / 4)
  })
})

describe('dependence', () => {
  /** Two lineages that always say the same, right in 8 of 10: together they know no more than one. */
  const twins = Array.from({ length: 400 }, (_, at) => {
    const vulnerable = at % 2 === 0
    const right = at % 10 < 8
    return ['a', 'b'].map((lineage) =>
      see({ lineage, case: `c${at}`, group: `g${at}`, vulnerable, spoke: vulnerable === right }),
    )
  }).flat()

  it('is found where lineages err together', () => {
    const flat: Calibration = {
      ...calibration,
      lineages: [],
      unknownLineage: { truePositive: [1, 1], falsePositive: [1, 1] },
    }
    const fitted = fitDependence(flat, twins)
    expect(fitted.cases).toBe(400)
    expect(fitted.dependence).toBeGreaterThan(0.4)
    expect(fitted.dependence).toBeLessThan(0.6)
    const learnt = { ...learnCalibration(flat, twins, 'd'), dependence: fitted.dependence }
    const [first] = predictCases(groupCases(twins), learnt, 0.5)
    expect(first?.predicted).toBeCloseTo(0.8, 1)
  })

  it('is 1 where there is too little to tell', () => {
    expect(fitDependence(calibration, twins.slice(0, 20)).dependence).toBe(1)
    expect(fitDependence(calibration, [])).toMatchObject({ dependence: 1, cases: 0 })
  })

  it('keeps the sign of what was said', () => {
    const said = new Map([['a', true]])
    const whole = logLikelihoodRatio(89, said, 'python', calibration)
    expect(logLikelihoodRatio(89, said, 'python', { ...calibration, dependence: 0.5 })).toBeCloseTo(whole / 2)
  })
})
