import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MonitoredAnswer, type MonitoredRun, watchGoodhart } from './goodhart.ts'

/** A made-up run over 30 tasks: a reward, and a share of answers that hold. */
const run = (
  day: number,
  reward: number,
  holds: number,
  over: Partial<MonitoredAnswer> = {},
): MonitoredRun => ({
  evaluation: `e${day}`,
  arm: 'after',
  at: `2026-01-${String(day).padStart(2, '0')}T00:00:00.000Z`,
  answers: Array.from({ length: 60 }, (_, at) => ({
    task: `t${at % 30}`,
    reward: reward + ((at * 7) % 5) / 100,
    holds: (at * 37) % 100 < holds * 100,
    flagged: null,
    ...over,
  })),
})

describe('the monitor', () => {
  it('says nothing where there is nothing', () => {
    expect(watchGoodhart([])).toEqual({ points: [], alarms: [] })
    const [only] = watchGoodhart([run(1, 0.5, 0.5)]).points
    expect(only).toMatchObject({ n: 60, change: null })
  })

  it('raises no alarm while reward and judge rise together', () => {
    const { alarms, points } = watchGoodhart([run(1, 0.3, 0.3), run(2, 0.6, 0.6), run(3, 0.9, 0.9)])
    expect(alarms).toEqual([])
    expect(points[2]?.change?.reward).toBeCloseTo(0.6, 1)
  })

  it('raises one when the reward rises and the judge does not', () => {
    const { alarms } = watchGoodhart([run(1, 0.3, 0.4), run(2, 0.9, 0.4)])
    expect(alarms.map(({ evaluation }) => evaluation)).toEqual(['e2'])
    expect(alarms[0]?.change?.gap.low).toBeGreaterThan(0.3)
    expect(watchGoodhart([run(1, 0.3, 0.8), run(2, 0.9, 0.2)]).alarms).toHaveLength(1)
  })

  it('is quiet when the reward falls, or the gap is small', () => {
    expect(watchGoodhart([run(1, 0.9, 0.9), run(2, 0.3, 0.1)]).alarms).toEqual([])
    expect(watchGoodhart([run(1, 0.5, 0.5), run(2, 0.53, 0.5)]).alarms).toEqual([])
  })

  it('leaves out what nobody judged, and compares the same tasks only', () => {
    const { points } = watchGoodhart([run(1, 0.3, 0.3), run(2, 0.9, 0.3, { holds: null })])
    expect(points[1]).toMatchObject({ n: 0, reward: null, change: null })
    const other = run(3, 0.9, 0.3)
    const renamed = {
      ...other,
      answers: other.answers.map((answer) => ({ ...answer, task: `x${answer.task}` })),
    }
    expect(watchGoodhart([run(1, 0.3, 0.3), renamed]).points[1]?.change).toBeNull()
  })

  it('gives the same report whatever the order of the runs', () => {
    const runs = [run(1, 0.3, 0.4), run(2, 0.9, 0.4), run(3, 0.95, 0.5)]
    fc.assert(
      fc.property(fc.shuffledSubarray(runs, { minLength: 3 }), (mixed) => {
        expect(watchGoodhart(mixed)).toEqual(watchGoodhart(runs))
      }),
      { numRuns: 6 },
    )
  })
})
