function flatten(data, prefix = '', found = new Map()) {
  for (const [key, value] of Object.entries(data)) {
    if (value !== null && typeof value === 'object') flatten(value, `${prefix}${key}.`, found)
    else found.set(prefix + key, String(value))
  }
  return found
}

function renderMessage(template, data) {
  const values = flatten(data)
  const [start, ...pieces] = template.split('${')
  return pieces.reduce((text, piece) => {
    const end = piece.indexOf('}')
    if (end < 0) return `${text}\${${piece}`
    return text + (values.get(piece.slice(0, end).trim()) ?? '') + piece.slice(end + 1)
  }, start)
}

module.exports = { renderMessage }
