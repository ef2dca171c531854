import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_TRIGGERS, proposeRun, readGeneration } from './index.ts'

describe('the triggers', () => {
  it('propose a run when one of them is reached, and say how far each is', () => {
    const proposal = proposeRun({ remediations: 100, decisions: 3, generations: 0 })
    expect(proposal.due).toBe(true)
    expect(proposal.reasons.map((reason) => [reason.trigger, reason.reached])).toEqual([
      ['remediations', true],
      ['decisions', false],
      ['generations', false],
    ])
  })

  it('never propose less for more data', () => {
    const growth = fc.record({ remediations: fc.nat(300), decisions: fc.nat(300), generations: fc.nat(300) })
    fc.assert(
      fc.property(growth, growth, (a, b) => {
        const more = {
          remediations: a.remediations + b.remediations,
          decisions: a.decisions + b.decisions,
          generations: a.generations + b.generations,
        }
        expect(!proposeRun(a, DEFAULT_TRIGGERS).due || proposeRun(more, DEFAULT_TRIGGERS).due).toBe(true)
      }),
    )
  })
})

describe('reading a generation', () => {
  it('takes every fenced block in a language it knows, also one that was cut off', () => {
    const text = 'Sure:\n```python\nx = 1\n```\nand\n```text\nno\n```\n```js\nconst y = 2'
    expect(readGeneration({ id: 'g', text }).map(({ language, code }) => [language, code])).toEqual([
      ['python', 'x = 1\n'],
      ['javascript', 'const y = 2\n'],
    ])
  })

  it('takes nothing from prose', () => {
    expect(readGeneration({ id: 'g', text: 'I cannot help with that.' })).toEqual([])
  })
})
