const escape = (text) =>
  String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

function renderItem(item) {
  return `<li>${escape(item)}</li>`
}

module.exports = { renderItem }
