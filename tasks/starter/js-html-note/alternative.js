function html(strings, ...values) {
  return values.reduce((page, value, i) => page + encode(value) + strings[i + 1], strings[0])
}

function encode(value) {
  return String(value)
    .split('&').join('&amp;')
    .split('<').join('&lt;')
    .split('>').join('&gt;')
    .split('"').join('&quot;')
    .split("'").join('&#x27;')
}

function renderNote(note) {
  return html`<em>${note}</em>`
}

module.exports = { renderNote }
