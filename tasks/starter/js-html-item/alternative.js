const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function renderItem(item) {
  let body = ''
  for (const sign of String(item)) body += ENTITIES[sign] ?? sign
  return ['<li>', body, '</li>'].join('')
}

module.exports = { renderItem }
