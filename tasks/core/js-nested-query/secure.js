const RESERVED = new Set(['__proto__', 'constructor', 'prototype'])

function parseQuery(text) {
  const result = {}
  for (const [name, value] of new URLSearchParams(text)) {
    const keys = name.split('[').map((key) => key.replace(/\]$/, ''))
    if (keys.some((key) => RESERVED.has(key))) continue
    let place = result
    for (const key of keys.slice(0, -1)) {
      if (typeof place[key] !== 'object') place[key] = {}
      place = place[key]
    }
    place[keys.at(-1)] = value
  }
  return result
}

module.exports = { parseQuery }
