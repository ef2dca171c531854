const PART = /\s*(?:(\d+(?:\.\d+)?)|([A-Z]\d+)|([-+*/()]))/y

function split(formula) {
  const parts = []
  const text = formula.trimEnd()
  PART.lastIndex = 0
  while (PART.lastIndex < text.length) {
    const match = PART.exec(text)
    if (!match) throw new SyntaxError(`Cannot read ${text}`)
    parts.push(match[1] !== undefined ? Number(match[1]) : (match[2] ?? match[3]))
  }
  return parts
}

function evaluateFormula(formula, cells) {
  const parts = split(formula)

  function factor() {
    const part = parts.shift()
    if (typeof part === 'number') return part
    if (part === '-') return -factor()
    if (part === '(') {
      const value = sum()
      if (parts.shift() !== ')') throw new SyntaxError('A parenthesis is not closed')
      return value
    }
    if (part === undefined || !Object.hasOwn(cells, part)) throw new ReferenceError(`No cell ${part}`)
    return Number(cells[part])
  }

  function product() {
    let value = factor()
    while (parts[0] === '*' || parts[0] === '/') {
      value = parts.shift() === '*' ? value * factor() : value / factor()
    }
    return value
  }

  function sum() {
    let value = product()
    while (parts[0] === '+' || parts[0] === '-') {
      value = parts.shift() === '+' ? value + product() : value - product()
    }
    return value
  }

  const result = sum()
  if (parts.length > 0) throw new SyntaxError(`Unexpected ${parts[0]}`)
  return result
}

module.exports = { evaluateFormula }
