import fc from 'fast-check'
import { expect, test } from 'vitest'
import { extractCode } from './extract-code.ts'

test.each([
  ['a fenced block', 'Sure:\n```python\nx = 1\n```\nIt sets x.', 'python', 'x = 1\n'],
  ['a fence without a tag', '```\nx = 1\n```', 'python', 'x = 1\n'],
  ['the first block of the language', '```bash\nls\n```\n```py\nx = 1\n```', 'python', 'x = 1\n'],
  ['two blocks of the language: the first', '```js\na\n```\n```js\nb\n```', 'javascript', 'a\n'],
  ['raw code', 'def f():\n    return 1', 'python', 'def f():\n    return 1'],
  ['a block that was cut off', '```python\ndef f():\n    ret', 'python', 'def f():\n    ret'],
  ['a template literal with backticks', '```js\nconst a = `b`\n```', 'javascript', 'const a = `b`\n'],
  ['a longer fence around a shorter one', '````js\n```\nx\n````', 'javascript', '```\nx\n'],
  ['only another language', '```bash\nls\n```', 'python', null],
  ['an empty block', '```python\n```', 'python', null],
  ['nothing', ' \n', 'python', null],
  ['prose is not cut away', 'Here is x = 1', 'python', 'Here is x = 1'],
])('%s', (_name, text, language, expected) => {
  expect(extractCode(text, language)).toBe(expected)
})

test('whatever a model says, the code is a piece of it', () => {
  const piece = fc.constantFrom('```', '```python\n', '~~~', '\n', 'x = 1', '`', ' ', '````js', '\r\n')
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      const code = extractCode(text, 'python')
      expect(code === null || text.includes(code)).toBe(true)
    }),
  )
})
