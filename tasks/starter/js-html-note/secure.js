const escape = (text) =>
  String(text).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

function renderNote(note) {
  return `<em>${escape(note)}</em>`
}

module.exports = { renderNote }
