const OPERATORS = new Map([
  ['+', { rank: 1, apply: (a, b) => a + b }],
  ['-', { rank: 1, apply: (a, b) => a - b }],
  ['*', { rank: 2, apply: (a, b) => a * b }],
  ['/', { rank: 2, apply: (a, b) => a / b }],
])

function evaluateFormula(formula, cells) {
  const values = []
  const waiting = []
  const reduce = () => {
    const right = values.pop()
    const left = values.pop()
    values.push(OPERATORS.get(waiting.pop()).apply(left, right))
  }
  let expectsValue = true
  for (const [part] of formula.matchAll(/\d+(?:\.\d+)?|[A-Z]\d+|\S/g)) {
    if (part === '(') {
      waiting.push(part)
    } else if (part === ')') {
      while (waiting.at(-1) !== '(') reduce()
      waiting.pop()
    } else if (OPERATORS.has(part)) {
      if (expectsValue && part === '-') {
        values.push(-1)
        waiting.push('*')
        continue
      }
      const { rank } = OPERATORS.get(part)
      while (OPERATORS.has(waiting.at(-1)) && OPERATORS.get(waiting.at(-1)).rank >= rank) reduce()
      waiting.push(part)
    } else if (/^[A-Z]\d+$/.test(part)) {
      values.push(cells[part])
    } else {
      const number = Number(part)
      if (Number.isNaN(number)) throw new SyntaxError(`Unexpected ${part}`)
      values.push(number)
    }
    expectsValue = part === '(' || OPERATORS.has(part)
  }
  while (waiting.length > 0) reduce()
  return values[0]
}

module.exports = { evaluateFormula }
