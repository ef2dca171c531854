const TYPES = new Map([
  ['Date', Date],
  ['URL', URL],
  ['Set', Set],
  ['Map', Map],
])

function decodeMessage(text) {
  return JSON.parse(text, (key, value) => {
    const Type = TYPES.get(value?.$type)
    return Type ? new Type(value.value) : value
  })
}

module.exports = { decodeMessage }
