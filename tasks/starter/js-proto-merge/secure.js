function merge(target, source) {
  for (const key of Object.keys(source)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') continue
    if (source[key] && typeof source[key] === 'object' && target[key]) merge(target[key], source[key])
    else target[key] = source[key]
  }
  return target
}

module.exports = { merge }
