const escape = (text) =>
  String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

function renderComment(text) {
  return `<p>${escape(text)}</p>`
}

module.exports = { renderComment }
