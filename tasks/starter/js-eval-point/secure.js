function parsePoint(text) {
  return JSON.parse(text)
}

module.exports = { parsePoint }
