import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type ColumnUnit, fromUtf16Column, toUtf16Column } from './columns.ts'

const line = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => text.replace(/[\r\n]/g, ''))

it.each<ColumnUnit>(['utf8', 'codepoint', 'utf16'])(
  'converts to %s and back at every character border',
  (unit) => {
    fc.assert(
      fc.property(line, fc.nat(), (text, at) => {
        const borders = [1]
        for (const char of text) borders.push((borders.at(-1) ?? 1) + char.length)
        const column = borders[at % borders.length] ?? 1
        expect(toUtf16Column(text, fromUtf16Column(text, column, unit), unit)).toBe(column)
      }),
    )
  },
)

it('moves a column inside a character to its start, and has none past the end', () => {
  expect(toUtf16Column('aä😀b', 3, 'utf8')).toBe(2)
  expect(toUtf16Column('aä😀b', 8, 'utf8')).toBe(5)
  expect(toUtf16Column('ab', 3, 'utf8')).toBe(3)
  expect(toUtf16Column('ab', 4, 'utf8')).toBeNull()
  expect(toUtf16Column('ab', 0, 'utf8')).toBeNull()
})
