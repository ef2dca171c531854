function decodeMessage(text) {
  return JSON.parse(text, (key, value) => {
    if (value && typeof value === 'object' && value.$type) {
      const Type = globalThis[value.$type]
      if (typeof Type === 'function') return new Type(value.value)
    }
    return value
  })
}

module.exports = { decodeMessage }
