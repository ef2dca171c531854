const defuse = (text) => (/^[=+@\t\r-]/.test(text) ? `'${text}` : text)

function cell(value) {
  const text = /^[=+@\t\r-]/.test(value) ? `'${value}` : value
  return `"${text.replace(/"/g, '""')}"`
}

function quoted(text) {
  return `"${defuse(text).replaceAll('"', '""')}"`
}

module.exports = { cell, quoted }

function quoteArgument(argument) {
  return `"${argument.replaceAll('"', '""')}"`
}
