const SKIPPED = new Set(['__proto__', 'constructor', 'prototype'])
const isObject = (value) => typeof value === 'object' && value !== null

function applyDefaults(target, source) {
  Object.entries(source)
    .filter(([key]) => !SKIPPED.has(key))
    .forEach(([key, value]) => {
      target[key] = isObject(value) && isObject(target[key]) ? applyDefaults(target[key], value) : value
    })
  return target
}

module.exports = { applyDefaults }
