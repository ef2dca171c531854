const escape = (text) =>
  String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

function renderLabel(label) {
  return `<b>${escape(label)}</b>`
}

module.exports = { renderLabel }
