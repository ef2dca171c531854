const fs = require('node:fs')
const path = require('node:path')

function readAsset(root, urlPath) {
  let name = decodeURIComponent(urlPath.split('?')[0])
  if (name.endsWith('/')) name += 'index.html'
  const base = path.resolve(root) + path.sep
  const file = path.resolve(base, `.${path.sep}${name}`)
  if (!file.startsWith(base)) return null
  if (!fs.existsSync(file) || !fs.statSync(file).isFile()) return null
  return fs.readFileSync(file, 'utf8')
}

module.exports = { readAsset }
