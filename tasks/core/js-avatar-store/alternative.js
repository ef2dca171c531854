const fs = require('node:fs')
const path = require('node:path')

const ENDINGS = new Map([
  ['image/png', '.png'],
  ['image/jpeg', '.jpeg'],
  ['image/gif', '.gif'],
])

function detectType(data) {
  const start = data.toString('latin1', 0, 8)
  if (start.startsWith('\x89PNG')) return 'image/png'
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  return /^GIF8[79]a/.test(start) ? 'image/gif' : null
}

function storeAvatar(folder, memberId, upload) {
  const type = detectType(upload.data)
  if (type === null || type !== upload.type) return null
  const name = `${Number(memberId)}-${Date.now().toString(36)}${ENDINGS.get(type)}`
  fs.writeFileSync(path.join(folder, name), upload.data, { mode: 0o644 })
  return name
}

module.exports = { storeAvatar }
