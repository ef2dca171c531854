function restore(value) {
  if (Array.isArray(value)) return value.map(restore)
  if (typeof value !== 'object' || value === null) return value
  switch (value.$type) {
    case 'Date':
      return new Date(value.value)
    case 'URL':
      return new URL(value.value)
    case 'Set':
      return new Set(restore(value.value))
    case 'Map':
      return new Map(restore(value.value))
    default:
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, restore(part)]))
  }
}

function decodeMessage(text) {
  return restore(JSON.parse(text))
}

module.exports = { decodeMessage }
