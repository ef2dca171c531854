const fs = require('node:fs')
const path = require('node:path')

function readAsset(root, urlPath) {
  let name = decodeURIComponent(urlPath.split('?')[0])
  if (name.endsWith('/')) name += 'index.html'
  const file = path.join(root, name)
  if (!fs.existsSync(file) || !fs.statSync(file).isFile()) return null
  return fs.readFileSync(file, 'utf8')
}

module.exports = { readAsset }
