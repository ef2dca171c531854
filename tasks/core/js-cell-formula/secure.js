const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Z]\d+)|([-+*/()]))/y

function tokenize(formula) {
  const tokens = []
  const text = formula.trimEnd()
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text)
    if (!match) throw new SyntaxError(`Cannot read ${text}`)
    tokens.push(match[1] !== undefined ? Number(match[1]) : (match[2] ?? match[3]))
  }
  return tokens
}

function evaluateFormula(formula, cells) {
  const tokens = tokenize(formula)

  function factor() {
    const token = tokens.shift()
    if (typeof token === 'number') return token
    if (token === '-') return -factor()
    if (token === '(') {
      const value = sum()
      if (tokens.shift() !== ')') throw new SyntaxError('A parenthesis is not closed')
      return value
    }
    if (token === undefined || !Object.hasOwn(cells, token)) throw new ReferenceError(`No cell ${token}`)
    return Number(cells[token])
  }

  function product() {
    let value = factor()
    while (tokens[0] === '*' || tokens[0] === '/') {
      value = tokens.shift() === '*' ? value * factor() : value / factor()
    }
    return value
  }

  function sum() {
    let value = product()
    while (tokens[0] === '+' || tokens[0] === '-') {
      value = tokens.shift() === '+' ? value + product() : value - product()
    }
    return value
  }

  const result = sum()
  if (tokens.length > 0) throw new SyntaxError(`Unexpected ${tokens[0]}`)
  return result
}

module.exports = { evaluateFormula }
