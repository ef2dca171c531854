function cell(value) {
  return `"${value.replace(/"/g, '""')}"`
}

const quoted = (text) => `"${text.replaceAll('"', '""')}"`

function row(cells) {
  return cells.map((item) => `"${item.replace(/"/g, '""')}"`).join(',')
}

module.exports = { cell, quoted, row }
