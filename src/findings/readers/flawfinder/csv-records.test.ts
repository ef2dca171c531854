import fc from 'fast-check'
import { expect, it } from 'vitest'
import { csvRecords } from './csv-records.ts'

const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`
const linesOf = (text: string) => text.split('\n').map((line, index) => ({ text: line, number: index + 1 }))

it('gives back what was written, also over several lines', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '"', ',', '\n', ' '), maxLength: 12 })
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 8 }), (rows) => {
      const text = rows.map((row) => row.map(quote).join(',')).join('\n')
      const read = rows.length === 0 ? [] : [...csvRecords(linesOf(text))].map(({ values }) => values)
      expect(read).toEqual(rows)
    }),
  )
})

it('gives up only the line whose quote never closes', () => {
  const lines = ['a,b', 'c,"d', ...Array.from({ length: 60 }, (_, index) => `e${index},f`)]
  const records = [...csvRecords(linesOf(lines.join('\n')))]
  expect(records.filter(({ values }) => values === null).map(({ line }) => line)).toEqual([2])
  expect(records.length).toBe(62)
})

it('says of a record that the report cuts off that it is none', () => {
  expect([...csvRecords(linesOf('a,b\nc,"d'))].map(({ values, line }) => [values, line])).toEqual([
    [['a', 'b'], 1],
    [null, 2],
  ])
})
