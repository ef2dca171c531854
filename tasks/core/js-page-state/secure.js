const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

function toScriptLiteral(value) {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
}

function renderPage(title, state) {
  const heading = String(title).replace(/[&<>]/g, (sign) => ENTITIES[sign])
  return `<!doctype html>
<html>
<head><title>${heading}</title></head>
<body>
<div id="app"></div>
<script>window.__STATE__ = ${toScriptLiteral(state)}</script>
</body>
</html>`
}

module.exports = { renderPage }
