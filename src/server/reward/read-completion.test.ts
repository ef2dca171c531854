import { expect, it } from 'vitest'
import { readCompletion } from './read-completion.ts'

it.each([
  ['the only fence', 'Sure:\n```python\nx = 1\n```\nDone.', 'x = 1\n'],
  ['all fences of the language', '```py\nx = 1\n```\nand\n```python\ny = 2\n```', 'x = 1\n\ny = 2\n'],
  ['fences without a language too', '```\nx = 1\n```\n```python\ny = 2\n```', 'x = 1\n\ny = 2\n'],
  ['not the command line beside it', '```bash\npip install x\n```\n```python\ny = 2\n```', 'y = 2\n'],
  ['another language, where there is no other', '```js\nlet x\n```', 'let x\n'],
  ['a fence that never ends', 'So:\n```python\nx = 1\ny', 'x = 1\ny\n'],
  ['bare code', 'x = 1', 'x = 1\n'],
  ['no marks of the tokenizer', 'x = 1<|im_end|>\n<|endoftext|>', 'x = 1\n'],
  ['marks inside stay', 'x = "<|im_end|>"\n', 'x = "<|im_end|>"\n'],
  ['nothing', '  \n<|im_end|>', ''],
  ['an empty fence', '```python\n\n```', ''],
])('takes %s', (_, completion, code) => {
  expect(readCompletion(completion, 'python')).toBe(code)
})
