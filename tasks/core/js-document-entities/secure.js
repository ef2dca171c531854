const fs = require('node:fs')
const path = require('node:path')

function readBeside(folder, name) {
  if (name !== path.basename(name)) throw new Error(`The file ${name} is not beside the document`)
  return fs.readFileSync(path.join(folder, name), 'utf8')
}

function readEntities(doctype, folder) {
  const entities = new Map()
  for (const definition of doctype.split('<!ENTITY').slice(1)) {
    const [declared, value] = definition.split('"')
    const [name, kind] = declared.trim().split(/\s+/)
    entities.set(name, kind === 'SYSTEM' ? readBeside(folder, value) : value)
  }
  return entities
}

function expandDocument(xml, folder) {
  const start = xml.indexOf('<!DOCTYPE')
  if (start < 0) return xml
  const list = xml.indexOf('[', start)
  const first = xml.indexOf('>', start)
  const end = list >= 0 && list < first ? xml.indexOf('>', xml.indexOf(']', list)) : first
  const entities = readEntities(xml.slice(start, end), folder)
  const body = xml.slice(0, start) + xml.slice(end + 1)
  return body.replace(/&(\w+);/g, (match, name) => entities.get(name) ?? match)
}

module.exports = { expandDocument }
