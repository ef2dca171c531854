function renderPage(title, state) {
  const heading = String(title).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const packed = encodeURIComponent(JSON.stringify(state)).replaceAll("'", '%27')
  return [
    '<!doctype html>',
    '<html>',
    `<head><title>${heading}</title></head>`,
    '<body>',
    '<div id="app"></div>',
    `<script>window.__STATE__ = JSON.parse(decodeURIComponent('${packed}'))</script>`,
    '</body>',
    '</html>',
  ].join('\n')
}

module.exports = { renderPage }
