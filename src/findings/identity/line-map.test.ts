import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignLines } from './line-map.ts'

const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 30 })

describe('aligning lines', () => {
  it('covers both texts in order, and calls same only what is the same', () =>
    fc.assert(
      fc.property(text, text, (before, after) => {
        let [b, a] = [0, 0]
        for (const hunk of alignLines(before, after)) {
          expect([hunk.before, hunk.after]).toEqual([b, a])
          b = hunk.beforeEnd
          a = hunk.afterEnd
          if (hunk.same) expect(after.slice(hunk.after, a)).toEqual(before.slice(hunk.before, b))
        }
        expect([b, a]).toEqual([before.length, after.length])
      }),
    ))

  it('is the same alignment from either side', () =>
    fc.assert(
      fc.property(text, text, (before, after) => {
        const back = alignLines(after, before).map((hunk) => [hunk.after, hunk.before, hunk.same])
        expect(alignLines(before, after).map((hunk) => [hunk.before, hunk.after, hunk.same])).toEqual(back)
      }),
    ))

  it('finds what was inserted between lines that stand once', () => {
    const hunks = alignLines(['f', 'x', 'g'], ['f', 'new', 'x', 'g'])
    expect(hunks).toEqual([
      { before: 0, beforeEnd: 1, after: 0, afterEnd: 1, same: true },
      { before: 1, beforeEnd: 1, after: 1, afterEnd: 2, same: false },
      { before: 1, beforeEnd: 3, after: 2, afterEnd: 4, same: true },
    ])
  })

  it('ends on texts of many equal lines', () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => (index % 2 ? 'x' : 'y'))
    const hunks = alignLines(lines, ['first', ...lines.slice(1)])
    expect(hunks.length).toBeLessThan(5)
  })
})
