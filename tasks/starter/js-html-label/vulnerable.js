function renderLabel(label) {
  return `<b>${label}</b>`
}

module.exports = { renderLabel }
