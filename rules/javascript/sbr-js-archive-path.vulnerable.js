const fs = require('node:fs')
const path = require('node:path')

function unpack(entries, destination) {
  for (const entry of entries) {
    const target = path.join(destination, entry.name)
    fs.writeFileSync(target, entry.data)
  }
}

function extract(zip, folder) {
  zip.on('entry', (entry) => entry.pipe(fs.createWriteStream(path.resolve(folder, entry.fileName))))
}

module.exports = { unpack, extract }
