function evaluateFormula(formula, cells) {
  const names = Object.keys(cells)
  const calculate = new Function(...names, `return ${formula}`)
  return calculate(...names.map((name) => cells[name]))
}

module.exports = { evaluateFormula }
