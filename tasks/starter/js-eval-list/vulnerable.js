function parseList(text) {
  return eval(`(${text})`)
}

module.exports = { parseList }
