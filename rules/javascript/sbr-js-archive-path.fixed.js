const fs = require('node:fs')
const path = require('node:path')

function unpack(entries, destination) {
  const base = path.resolve(destination)
  for (const entry of entries) {
    const target = path.resolve(base, entry.name)
    if (!target.startsWith(base + path.sep)) throw new Error('outside of the folder')
    fs.writeFileSync(target, entry.data)
  }
}

function extract(zip, folder) {
  zip.on('entry', (entry) => entry.pipe(fs.createWriteStream(path.join(folder, path.basename(entry.fileName)))))
}

module.exports = { unpack, extract }
