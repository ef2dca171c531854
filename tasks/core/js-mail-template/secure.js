function lookUp(data, path) {
  let value = data
  for (const key of path.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return ''
    value = value[key]
  }
  return String(value)
}

function renderMessage(template, data) {
  return template.replace(/\$\{\s*([\w.]+)\s*\}/g, (_, path) => lookUp(data, path))
}

module.exports = { renderMessage }
