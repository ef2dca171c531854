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
  for (const [token] of formula.matchAll(/\d+(?:\.\d+)?|[A-Z]\d+|\S/g)) {
    if (token === '(') {
      waiting.push(token)
    } else if (token === ')') {
      while (waiting.at(-1) !== '(') reduce()
      waiting.pop()
    } else if (OPERATORS.has(token)) {
      if (expectsValue && token === '-') {
        values.push(-1)
        waiting.push('*')
        continue
      }
      const { rank } = OPERATORS.get(token)
      while (OPERATORS.has(waiting.at(-1)) && OPERATORS.get(waiting.at(-1)).rank >= rank) reduce()
      waiting.push(token)
    } else if (/^[A-Z]\d+$/.test(token)) {
      values.push(cells[token])
    } else {
      const number = Number(token)
      if (Number.isNaN(number)) throw new SyntaxError(`Unexpected ${token}`)
      values.push(number)
    }
    expectsValue = token === '(' || OPERATORS.has(token)
  }
  while (waiting.length > 0) reduce()
  return values[0]
}

module.exports = { evaluateFormula }
