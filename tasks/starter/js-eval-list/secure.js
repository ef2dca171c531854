function parseList(text) {
  return JSON.parse(text)
}

module.exports = { parseList }
