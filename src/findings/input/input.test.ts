import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonElement } from '../readers/port.ts'
import { type ByteSource, memorySource } from './byte-source.ts'
import { inputOf, openReport } from './open-report.ts'
import type { ReportFault } from './report-fault.ts'
import { sketchWhole } from './sketch.ts'

/** A source that hands out at most `step` bytes at a time, so that every value crosses a border. */
function slowSource(text: string | Uint8Array, step: number): ByteSource {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text
  return {
    size: bytes.byteLength,
    read(position, into) {
      const part = bytes.subarray(position, position + Math.min(step, into.byteLength))
      into.set(part)
      return part.byteLength
    },
  }
}

function open(text: string | Uint8Array, step = 7) {
  const faults: ReportFault[] = []
  const input = inputOf(openReport('r', slowSource(text, step)), (fault) => faults.push(fault))
  return { input, faults }
}

const list = (elements: Iterable<JsonElement>) => [...elements].map(({ value }) => value)

describe('a JSON report', () => {
  const steps = fc.integer({ min: 1, max: 9 })

  it('gives the same elements as a parse of the whole, whatever the borders', () =>
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { maxLength: 6 }),
        fc.jsonValue(),
        fc.constantFrom(undefined, 1, '\t'),
        steps,
        (results, other, indent, step) => {
          const text = JSON.stringify({ before: other, results, after: [other] }, null, indent)
          const { input, faults } = open(text, step)
          const outline = input.outline('/results')
          const plain = JSON.parse(text) as { results: unknown[] }
          expect(list(outline.elements('/results'))).toEqual(plain.results)
          expect(outline.value).toEqual({ ...plain, results: [] })
          expect(faults).toEqual([])
        },
      ),
      { numRuns: 300 },
    ))

  it('finds collections in lists and objects, with pointers that lead to them', () => {
    const document = {
      runs: [{ n: 1, results: [1, { a: 2 }] }, { results: [] }],
      by: { 'a/b': { files: ['x'] }, c: {} },
    }
    const { input, faults } = open(JSON.stringify(document))
    const outline = input.outline('/runs/*/results', '/by/*/files')
    expect(outline.value).toEqual({
      runs: [{ n: 1, results: [] }, { results: [] }],
      by: { 'a/b': { files: [] }, c: {} },
    })
    expect([...outline.elements('/runs/0/results')].map(({ pointer }) => pointer)).toEqual([
      '/runs/0/results/0',
      '/runs/0/results/1',
    ])
    expect(list(outline.elements('/by/a~1b/files'))).toEqual(['x'])
    expect([outline.has('/runs/1/results'), outline.has('/by/c/files')]).toEqual([true, false])
    expect(faults).toEqual([])
  })

  it('reads the values of an object as elements, with their keys', () => {
    const { input } = open('{"vulnerabilities":{"a~b":{"x":1},"c":{"x":2}}}')
    const elements = [...input.outline('/vulnerabilities').elements('/vulnerabilities')]
    expect(elements).toEqual([
      { value: { x: 1 }, key: 'a~b', pointer: '/vulnerabilities/a~0b' },
      { value: { x: 2 }, key: 'c', pointer: '/vulnerabilities/c' },
    ])
  })

  it.each([
    [
      '{"r":[{"a":{"deep":[1,{"b":2}]},"b":"x","c":"\\"}"},{"b":{"y":1}},3,{}],"z":1}',
      [{ b: 'x', c: '"}' }, { b: { y: 1 } }, {}],
    ],
    ['{"r":{"k":{"b":1},"l":[]},"z":1}', [{ b: 1 }]],
    ['{"z":1,"r":[{"b":1},{"b":2]}]}', [{ b: 1 }]],
  ])('shows watched members while it makes the outline: %s', (text, seen) => {
    for (const step of [1, 6, 1000]) {
      const found: unknown[] = []
      const report = openReport('r', slowSource(text, step))
      const watch = {
        collection: '/r',
        members: ['b', 'c'],
        see: (_: string, element: unknown) => found.push(element),
      }
      const outline = inputOf(report, () => {}, watch).outline('/r')
      expect(found).toEqual(seen)
      expect(outline.value).toMatchObject({ z: 1 })
    }
  })

  it.each([
    ['a broken element', '{"r":[{"a":1},{"a":},{"a":3}]}', [{ a: 1 }, { a: 3 }], 'malformed', '14'],
    ['a bracket too few', '{"r":[{"a":[1,2},{"a":3}]}', [{ a: 3 }], 'malformed', '15'],
    ['a bracket too many', '{"r":[{"a":1}},{"a":3}]}', [{ a: 1 }], 'malformed', '13'],
    ['a comma too few', '{"r":[{"a":1}{"a":3}]}', [{ a: 1 }, { a: 3 }], 'malformed', '13'],
    ['a comma too many', '{"r":[{"a":1},,{"a":3}]}', [{ a: 1 }, { a: 3 }], 'malformed', '15'],
    ['the end in an element', '{"r":[{"a":1},{"a":', [{ a: 1 }], 'truncated', '19'],
    ['the end in a number', '{"r":[1,2', [1], 'truncated', '9'],
    ['the end in a string', '{"r":["a","b', ['a'], 'truncated', '12'],
    ['text behind the document', '{"r":[{"a":1}]} x', [{ a: 1 }], 'malformed', '16'],
    ['a doubled key in an element', '{"r":[{"a":1,"a":2}]}', [{ a: 2 }], 'duplicate-key', '13'],
    ['a doubled key above', '{"x":1,"r":[{"a":1}],"x":2}', [{ a: 1 }], 'duplicate-key', '21'],
    [
      'too deep an element',
      `{"r":[{"a":1},${'['.repeat(501)}${']'.repeat(501)},{"a":3}]}`,
      [{ a: 1 }, { a: 3 }],
      'too-deep',
      '14',
    ],
  ])('tells %s with its position and keeps the rest', (_, text, kept, code, position) => {
    for (const step of [1, 5, 1000]) {
      const { input, faults } = open(text, step)
      const elements = list(input.outline('/r').elements('/r'))
      expect([elements, faults.map((fault) => fault.code), faults[0]?.position]).toEqual([
        kept,
        [code],
        position,
      ])
    }
  })

  it('reads both halves of a doubled collection and says so', () => {
    const { input, faults } = open('{"r":[1],"r":[2]}')
    expect(list(input.outline('/r').elements('/r'))).toEqual([1, 2])
    expect(faults.map(({ code }) => code)).toEqual(['duplicate-key'])
  })

  it('never recurses: five million levels are one fault', () => {
    const { input, faults } = open(`{"r":[1,${'['.repeat(5_000_000)}`, 1 << 20)
    expect(list(input.outline('/r').elements('/r'))).toEqual([1])
    expect(faults.map(({ code }) => code)).toEqual(['truncated'])
  })

  it('passes over a string of two gigabytes in bounded memory', () => {
    const start = Buffer.from('{"r":[{"a":1},{"a":"')
    const end = Buffer.from('"},{"a":3}]}')
    const middle = 2 * 1024 ** 3
    const source: ByteSource = {
      size: start.length + middle + end.length,
      read(position, into) {
        if (position < start.length) return start.copy(into, 0, position)
        const inside = position - start.length
        if (inside < middle) {
          const count = Math.min(into.byteLength, middle - inside)
          into.fill(0x61, 0, count)
          return count
        }
        return end.copy(into, 0, inside - middle)
      },
    }
    const faults: ReportFault[] = []
    const report = { name: 'r', source, sha256: '', wrongEncoding: null, isBlank: false, outlines: new Map() }
    const outline = inputOf(report, (fault) => faults.push(fault)).outline('/r')
    expect(list(outline.elements('/r'))).toEqual([{ a: 1 }, { a: 3 }])
    expect(faults.map(({ code, position }) => [code, position])).toEqual([['too-large', '14']])
    expect(process.memoryUsage().arrayBuffers).toBeLessThan(400 * 1024 * 1024)
  })
})

describe('a report of lines', () => {
  it('gives every value with its line, on one line or on several', () => {
    const { input, faults } = open('{"a":1}\n\n{\n  "b": 2\n}\n{"c":3}')
    expect([...input.values()].map(({ value, pointer }) => [value, pointer])).toEqual([
      [{ a: 1 }, 'line:1'],
      [{ b: 2 }, 'line:3'],
      [{ c: 3 }, 'line:6'],
    ])
    expect(faults).toEqual([])
  })

  it('loses one line to one broken line', () => {
    const { input, faults } = open('{"a":1}\n{"a":\n{"a":3}\n[}\n{"a":5}\n')
    expect(list(input.values())).toEqual([{ a: 1 }, { a: 3 }, { a: 5 }])
    expect(faults.map(({ code, position }) => [code, position])).toEqual([
      ['malformed', 'line:2'],
      ['malformed', 'line:4'],
    ])
  })

  it('keeps lines whole across borders and drops their ends', () =>
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme', maxLength: 12 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 5 }),
        (lines, step) => {
          const clean = lines.map((line) => line.replace(/[\r\n]/g, ''))
          const { input } = open(`${clean.join('\r\n')}\n`, step)
          expect([...input.lines()].map(({ text }) => text)).toEqual(clean)
        },
      ),
    ))
})

describe('an XML report', () => {
  it('gives small trees of the named elements', () => {
    const { input, faults } = open(
      '<?xml version="1.0"?><r v="1"><p><e id="1"><x>a&lt;b</x></e></p><e id="2"><![CDATA[<c>]]></e></r>',
      3,
    )
    const elements = [...input.xml('e')]
    expect(
      elements.map(({ attributes, within, text, children }) => [
        attributes.id,
        within,
        text,
        children[0]?.text,
      ]),
    ).toEqual([
      ['1', ['r', 'p'], '', 'a<b'],
      ['2', ['r'], '<c>', undefined],
    ])
    expect(faults).toEqual([])
  })

  it.each([
    ['the end in the middle', '<r><e/><e>', 'truncated'],
    ['no XML', '<r><e/><e></r>', 'malformed'],
    ['an unknown entity', '<!DOCTYPE r [<!ENTITY x "y">]><r><e/><e>&x;</e></r>', 'malformed'],
    ['a million levels', `<r><e/>${'<a>'.repeat(1_000_000)}`, 'too-deep'],
  ])('keeps what comes before %s', (_, text, code) => {
    const { input, faults } = open(text, 64)
    expect([...input.xml('e')].length).toBe(1)
    expect(faults.map((fault) => fault.code)).toEqual([code])
  })
})

describe('encodings', () => {
  it('finds the first byte that is no UTF-8, whatever the borders', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 9 }),
        (before, after, step) => {
          const good = Buffer.from(`x${before.toWellFormed()}`)
          const bytes = Buffer.concat([good, Buffer.from([0xff]), Buffer.from(after.toWellFormed())])
          expect(openReport('r', slowSource(bytes, step)).wrongEncoding).toEqual({
            encoding: 'utf-8',
            offset: good.length,
          })
          expect(openReport('r', slowSource(good, step)).wrongEncoding).toBe(null)
        },
      ),
    ))

  it('reads UTF-16 and byte order marks', () => {
    const text = '{"r":["é😀"]}'
    for (const bytes of [
      Buffer.from(`\ufeff${text}`),
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(text, 'utf16le'),
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    ]) {
      const { input, faults } = open(bytes)
      expect([list(input.outline('/r').elements('/r')), faults]).toEqual([['é😀'], []])
    }
  })
})

it('sketches a document whose telling keys stand behind something long', () => {
  const metrics = Object.fromEntries(
    Array.from({ length: 5000 }, (_, index) => [`file-${index}`, { loc: index }]),
  )
  const text = JSON.stringify({ metrics, results: [{ test_id: 'B1' }, 2, 3, 4, 5], version: '1' })
  expect(text.length).toBeGreaterThan(64 * 1024)
  const { json } = sketchWhole(memorySource(Buffer.from(text)))
  expect(json).toMatchObject({ results: [{ test_id: 'B1' }, 2, 3], version: '1' })
})
