function applyDefaults(target, source) {
  for (const key in source) {
    if (source[key] && typeof source[key] === 'object' && target[key]) applyDefaults(target[key], source[key])
    else target[key] = source[key]
  }
  return target
}

module.exports = { applyDefaults }
