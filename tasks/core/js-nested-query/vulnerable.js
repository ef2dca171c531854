function parseQuery(text) {
  const result = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const keys = name.split('[').map((key) => key.replace(/\]$/, ''))
    let place = result
    for (const key of keys.slice(0, -1)) {
      if (typeof place[key] !== 'object' && typeof place[key] !== 'function') place[key] = {}
      place = place[key]
    }
    place[keys.at(-1)] = value
  }
  return result
}

module.exports = { parseQuery }
