function setPath(object, path, value) {
  const keys = path.split('.')
  let place = object
  for (const key of keys.slice(0, -1)) {
    place[key] = place[key] || {}
    place = place[key]
  }
  place[keys[keys.length - 1]] = value
  return object
}

module.exports = { setPath }
