import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openParser, type SourceParser } from './index.ts'

let parser: SourceParser
beforeAll(async () => {
  parser = await openParser()
})
afterAll(() => parser.dispose())

const functionsOf = (language: Parameters<SourceParser['parse']>[0], text: string) => {
  const parsed = parser.parse(language, text)
  const spans = parsed?.functions() ?? []
  parsed?.dispose()
  return spans
}

describe('openParser', () => {
  it.each([
    ['python', 'def f(x):\n    return x\n', 'x = 1\ndef f(:\n    return\n', 2],
    ['javascript', 'const f = (x) => <b>{x}</b>\n', 'let a = 1\nlet b = {\n', 2],
    ['typescript', 'export const f = (x: number): number => x\n', 'type A = {\n  b: ;\n', 2],
    ['typescript', 'export const f = () => <b>hi</b>\n', 'let let let', 1],
    ['java', 'class A { int f() { return 1; } }\n', 'class A { int f( { }\n', 1],
    ['go', 'package a\nfunc f() {}\n', 'package a\nfunc f( {\n', 2],
  ] as const)('%s: tells a text that parses from one that does not', (language, good, bad, line) => {
    const fine = parser.parse(language, good)
    expect(fine?.hasError).toBe(false)
    expect(fine?.firstErrorLine).toBeNull()
    fine?.dispose()
    const broken = parser.parse(language, bad)
    expect(broken?.hasError).toBe(true)
    expect(broken?.firstErrorLine).toBeGreaterThanOrEqual(1)
    expect(broken?.firstErrorLine).toBeLessThanOrEqual(line + 1)
    broken?.dispose()
  })

  it('has no opinion on a language without grammar', () => {
    expect(parser.parse('kotlin', 'fun f() {}')).toBeNull()
    expect(parser.supports('kotlin')).toBe(false)
    expect(parser.supports(null)).toBe(false)
    expect(parser.supports('python')).toBe(true)
  })

  it('names functions by what encloses them', () => {
    const text =
      'class A:\n    def m(self):\n        def inner():\n            pass\n\nasync def g():\n    pass\n'
    const spans = functionsOf('python', text)
    expect(spans.map((span) => [span.name, span.startLine, span.endLine])).toEqual([
      ['A.m', 2, 4],
      ['A.m.inner', 3, 4],
      ['g', 6, 7],
    ])
    expect(text.slice(spans[2]?.startIndex, spans[2]?.endIndex)).toBe('async def g():\n    pass')
  })

  it('names function values by what they are bound to', () => {
    const text = [
      'class B { m() {} #p = () => 1 }',
      'const f = () => 1',
      'exports.g = function () { return [1].map((x) => x) }',
      'const o = { h: function () {}, i() {} }',
      'function* k() {}',
    ].join('\n')
    expect(functionsOf('javascript', text).map((span) => span.name)).toEqual([
      'B.m',
      'B.#p',
      'f',
      'exports.g',
      'h',
      'i',
      'k',
    ])
  })

  it('counts indexes in UTF-16 units behind characters outside the basic plane', () => {
    const text = 's = "😀é"\ndef f():\n    pass\n'
    const [span] = functionsOf('python', text)
    expect(text.slice(span?.startIndex, span?.endIndex)).toBe('def f():\n    pass')
  })

  it('survives nesting deeper than the call stack', () => {
    const parsed = parser.parse('javascript', `${'['.repeat(20_000)}${']'.repeat(20_000)}`)
    expect(parsed?.functions()).toEqual([])
    parsed?.dispose()
  })
})
