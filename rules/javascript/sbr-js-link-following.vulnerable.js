const fs = require('node:fs')
const path = require('node:path')

function clear(folder) {
  for (const name of fs.readdirSync(folder)) {
    const each = path.join(folder, name)
    if (fs.statSync(each).isDirectory()) {
      clear(each)
      fs.rmdirSync(each)
    } else {
      fs.unlinkSync(each)
    }
  }
}

async function wipe(folder) {
  for (const name of await fs.promises.readdir(folder)) {
    const each = path.join(folder, name)
    if ((await fs.promises.stat(each)).isDirectory()) {
      await wipe(each)
    } else {
      await fs.promises.unlink(each)
    }
  }
}

const empty = (folder) => {
  for (const name of fs.readdirSync(folder)) {
    const each = path.join(folder, name)
    if (fs.statSync(each).isDirectory()) {
      empty(each)
    } else {
      fs.rmSync(each)
    }
  }
}

module.exports = { clear, wipe, empty }
