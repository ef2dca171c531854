function parseConfig(text) {
  const settings = new Map(Object.entries(JSON.parse(text.trim())))
  return Object.fromEntries(settings)
}

module.exports = { parseConfig }
