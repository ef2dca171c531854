function renderComment(text) {
  const body = String(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
  return '<p>' + body + '</p>'
}

module.exports = { renderComment }
