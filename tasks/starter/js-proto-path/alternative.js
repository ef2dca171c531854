function define(object, key, value) {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true })
}

function setPath(object, path, value) {
  const keys = path.split('.')
  const last = keys.pop()
  const place = keys.reduce((parent, key) => {
    if (!Object.hasOwn(parent, key) || !parent[key]) define(parent, key, {})
    return parent[key]
  }, object)
  define(place, last, value)
  return object
}

module.exports = { setPath }
