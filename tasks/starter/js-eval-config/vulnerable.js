function parseConfig(text) {
  return eval(`(${text})`)
}

module.exports = { parseConfig }
