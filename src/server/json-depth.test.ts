import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isTooDeep } from './json-depth.ts'

const depthOf = (value: unknown): number =>
  value === null || typeof value !== 'object'
    ? 0
    : 1 + Math.max(0, ...Object.values(value).map((item) => depthOf(item)))

it('finds the depth of any JSON, whatever its strings hold', () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ maxDepth: 8 }),
      fc.integer({ min: 0, max: 9 }),
      fc.boolean(),
      (value, limit, spaced) => {
        const text = JSON.stringify(value, null, spaced ? 1 : 0)
        expect(isTooDeep(text, limit)).toBe(depthOf(value) > limit)
      },
    ),
    { numRuns: 2_000 },
  )
  const tricky = [{ 'a]}"\\': '[[[[{{{{\\"[[[' }]
  expect(isTooDeep(JSON.stringify(tricky), 2)).toBe(false)
  expect(isTooDeep(JSON.stringify(tricky), 1)).toBe(true)
})
