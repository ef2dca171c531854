import { expect, test } from 'vitest'
import { endOfCodeBlock } from './code-block.ts'

test.each([
  ['no fence', 'def f(): pass', null],
  ['only the opening fence', '```python\nx = 1\n', null],
  ['a closed block', '```python\nx = 1\n```', '```python\nx = 1\n```'],
  ['text around a block', 'Here:\n\n```\nx\n```\nDone', 'Here:\n\n```\nx\n```'],
  ['backticks inside a line', '```js\nconst a = `x`; // ```\n', null],
  ['tildes do not close backticks', '```\n~~~\nx\n', null],
])('%s', (_name, text, expected) => {
  const end = endOfCodeBlock(text)
  expect(end === null ? null : text.slice(0, end)).toBe(expected)
})
