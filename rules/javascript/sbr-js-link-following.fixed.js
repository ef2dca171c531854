const fs = require('node:fs')
const path = require('node:path')

function clear(folder) {
  for (const name of fs.readdirSync(folder)) {
    const each = path.join(folder, name)
    if (fs.lstatSync(each).isDirectory()) {
      clear(each)
      fs.rmdirSync(each)
    } else {
      fs.unlinkSync(each)
    }
  }
}

function clean(folder) {
  for (const name of fs.readdirSync(folder)) {
    const each = path.join(folder, name)
    if (fs.lstatSync(each).isSymbolicLink()) continue
    if (fs.statSync(each).isDirectory()) {
      clean(each)
    } else {
      fs.unlinkSync(each)
    }
  }
}

function list(folder, found) {
  for (const name of fs.readdirSync(folder)) {
    const each = path.join(folder, name)
    if (fs.statSync(each).isDirectory()) {
      list(each, found)
    } else {
      found.push(each)
    }
  }
}

module.exports = { clear, clean, list }
