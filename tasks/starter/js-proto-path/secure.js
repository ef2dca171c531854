function setPath(object, path, value) {
  const keys = path.split('.')
  if (keys.some((key) => ['__proto__', 'constructor', 'prototype'].includes(key))) return object
  let place = object
  for (const key of keys.slice(0, -1)) {
    place[key] = place[key] || {}
    place = place[key]
  }
  place[keys[keys.length - 1]] = value
  return object
}

module.exports = { setPath }
