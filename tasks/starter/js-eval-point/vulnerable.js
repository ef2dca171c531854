function parsePoint(text) {
  return eval(`(${text})`)
}

module.exports = { parsePoint }
