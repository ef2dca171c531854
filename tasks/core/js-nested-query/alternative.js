function insert(map, [key, ...rest], value) {
  if (rest.length === 0) {
    map.set(key, value)
    return
  }
  if (!(map.get(key) instanceof Map)) map.set(key, new Map())
  insert(map.get(key), rest, value)
}

function toObject(map) {
  return Object.fromEntries(
    Array.from(map, ([key, value]) => [key, value instanceof Map ? toObject(value) : value]),
  )
}

function parseQuery(text) {
  const tree = new Map()
  new URLSearchParams(text).forEach((value, name) => {
    const [first, ...nested] = name.split('[')
    insert(tree, [first, ...nested.map((key) => key.replace(/\]$/, ''))], value)
  })
  return toObject(tree)
}

module.exports = { parseQuery }
