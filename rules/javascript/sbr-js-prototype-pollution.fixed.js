const BLOCKED = new Set(['__proto__', 'constructor', 'prototype'])

function merge(target, source) {
  for (const key of Object.keys(source)) {
    if (BLOCKED.has(key)) continue
    if (typeof source[key] === 'object') target[key] = merge(target[key] ?? {}, source[key])
    else target[key] = source[key]
  }
  return target
}

function extend(target, source) {
  for (const key in source) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') continue
    target[key] = source[key]
  }
  return target
}

function setPath(object, path, value) {
  const keys = path.split('.')
  if (keys.some((key) => BLOCKED.has(key))) throw new Error('key is not allowed')
  const last = keys.pop()
  let node = object
  for (const key of keys) {
    node = node[key]
  }
  node[last] = value
}

module.exports = { merge, extend, setPath }

function readPath(root, names) {
  let node = root
  for (const name of names) {
    node = node[name]
    if (node == null) return undefined
  }
  return node
}

function directions(target, fields) {
  for (const field in fields) {
    target[field] = 1
  }
  return target
}
