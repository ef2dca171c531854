const { readFileSync } = require('node:fs')
const { join } = require('node:path')

function toSegments(urlPath) {
  const [pathname] = urlPath.split('?')
  const segments = pathname.split('/').filter(Boolean).map(decodeURIComponent)
  if (pathname.endsWith('/')) segments.push('index.html')
  return segments
}

function readAsset(root, urlPath) {
  const segments = toSegments(urlPath)
  if (segments.some((segment) => segment === '..' || /[/\\\0]/.test(segment))) return null
  try {
    return readFileSync(join(root, ...segments), 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'EISDIR' || error.code === 'ENOTDIR') return null
    throw error
  }
}

module.exports = { readAsset }
