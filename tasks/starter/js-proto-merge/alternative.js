const isObject = (value) => typeof value === 'object' && value !== null

function merge(target, source) {
  for (const [key, value] of Object.entries(source)) {
    const known = Object.hasOwn(target, key) ? target[key] : undefined
    const merged = isObject(value) && isObject(known) ? merge(known, value) : value
    Object.defineProperty(target, key, { value: merged, writable: true, enumerable: true, configurable: true })
  }
  return target
}

module.exports = { merge }
