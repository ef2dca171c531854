const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
])

function toText(value) {
  return [...String(value)].map((sign) => ENTITIES.get(sign) ?? sign).join('')
}

function renderLabel(label) {
  return '<b>'.concat(toText(label), '</b>')
}

module.exports = { renderLabel }
