const fs = require('node:fs')
const path = require('node:path')

function unpack(entries, destination) {
  const root = path.resolve(destination)
  const written = []
  for (const entry of entries) {
    const target = path.resolve(root, entry.name)
    if (target !== root && !target.startsWith(root + path.sep)) {
      throw new Error(`Entry ${entry.name} lies outside of the destination`)
    }
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
