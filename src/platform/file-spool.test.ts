import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openFileSpool } from './file-spool.ts'

const spools = () => readdirSync(tmpdir()).filter((name) => name.startsWith('sbr-spool-'))

it('gives back what was put aside, and leaves nothing on disk', () => {
  const before = spools()
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'grapheme', maxLength: 50 }).map((text) => text.repeat(3000)),
        { maxLength: 12 },
      ),
      (texts) => {
        const spool = openFileSpool()
        for (const text of texts) spool.append(text)
        expect([...spool.read()].join('') === texts.join('')).toBe(true)
        spool.close()
      },
    ),
    { numRuns: 20 },
  )
  const open = openFileSpool()
  expect(spools()).toEqual(before)
  open.close()
})
