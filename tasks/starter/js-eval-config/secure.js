function parseConfig(text) {
  return JSON.parse(text)
}

module.exports = { parseConfig }
