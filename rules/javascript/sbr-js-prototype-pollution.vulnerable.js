function merge(target, source) {
  for (const key of Object.keys(source)) {
    if (typeof source[key] === 'object') target[key] = merge(target[key] ?? {}, source[key])
    else target[key] = source[key]
  }
  return target
}

function extend(target, source) {
  for (const key in source) {
    target[key] = source[key]
  }
  return target
}

function setPath(object, path, value) {
  const keys = path.split('.')
  const last = keys.pop()
  let node = object
  for (const key of keys) {
    node = node[key]
  }
  node[last] = value
}

module.exports = { merge, extend, setPath }
