function renderPage(title, state) {
  return `<!doctype html>
<html>
<head><title>${title}</title></head>
<body>
<div id="app"></div>
<script>window.__STATE__ = ${JSON.stringify(state)}</script>
</body>
</html>`
}

module.exports = { renderPage }
