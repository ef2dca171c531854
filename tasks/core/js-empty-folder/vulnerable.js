const fs = require('node:fs')
const path = require('node:path')

function emptyFolder(folder) {
  let removed = 0
  for (const name of fs.readdirSync(folder)) {
    const entry = path.join(folder, name)
    if (fs.existsSync(entry) && fs.statSync(entry).isDirectory()) {
      removed += emptyFolder(entry)
      fs.rmSync(entry, { recursive: true })
    } else {
      if (!fs.lstatSync(entry).isSymbolicLink()) removed++
      fs.unlinkSync(entry)
    }
  }
  return removed
}

module.exports = { emptyFolder }
