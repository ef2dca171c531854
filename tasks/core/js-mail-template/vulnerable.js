function renderMessage(template, data) {
  const names = Object.keys(data)
  const render = new Function(...names, 'return `' + template + '`')
  return render(...names.map((name) => data[name]))
}

module.exports = { renderMessage }
