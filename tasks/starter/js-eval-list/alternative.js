function parseList(text) {
  const value = JSON.parse(text)
  if (!Array.isArray(value)) throw new TypeError('expected a list')
  return Array.from(value)
}

module.exports = { parseList }
