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

async function restore(files, root) {
  for (const file of files) {
    const place = `${root}/${file.path}`
    await fs.promises.mkdir(path.dirname(place), { recursive: true })
    await fs.promises.writeFile(place, file.body)
  }
}

module.exports = { unpack, extract, restore }
