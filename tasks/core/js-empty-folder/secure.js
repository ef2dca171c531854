const fs = require('node:fs')
const path = require('node:path')

function emptyFolder(folder) {
  let removed = 0
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const name = path.join(folder, entry.name)
    if (entry.isDirectory()) {
      removed += emptyFolder(name)
      fs.rmdirSync(name)
    } else {
      if (entry.isFile()) removed++
      fs.unlinkSync(name)
    }
  }
  return removed
}

module.exports = { emptyFolder }
