const { mkdirSync, writeFileSync } = require('node:fs')
const { dirname, isAbsolute, join, normalize } = require('node:path')

function isInside(name) {
  const plain = normalize(name)
  return !isAbsolute(plain) && plain.split('/')[0] !== '..'
}

function unpack(entries, destination) {
  const files = entries.filter(({ name }) => isInside(name) && !name.endsWith('/'))
  const folders = entries.filter(({ name }) => isInside(name) && name.endsWith('/'))
  mkdirSync(destination, { recursive: true })
  for (const { name } of folders) mkdirSync(join(destination, name), { recursive: true })
  for (const { name, data } of files) {
    mkdirSync(join(destination, dirname(name)), { recursive: true })
    writeFileSync(join(destination, name), data)
  }
  return files.map(({ name }) => name)
}

module.exports = { unpack }
