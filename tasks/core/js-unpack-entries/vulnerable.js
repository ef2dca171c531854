const fs = require('node:fs')
const path = require('node:path')

function unpack(entries, destination) {
  const written = []
  for (const entry of entries) {
    const target = path.join(destination, entry.name)
    if (entry.name.endsWith('/')) {
      fs.mkdirSync(target, { recursive: true })
      continue
    }
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.writeFileSync(target, entry.data)
    written.push(entry.name)
  }
  return written
}

module.exports = { unpack }
