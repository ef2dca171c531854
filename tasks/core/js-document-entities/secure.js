const fs = require('node:fs')
const path = require('node:path')

const DOCTYPE = /<!DOCTYPE[^[>]*(?:\[([^\]]*)\]\s*)?>/
const ENTITY = /<!ENTITY\s+(\w+)\s+(SYSTEM\s+)?"([^"]*)"\s*>/g

function readBeside(folder, name) {
  if (name !== path.basename(name)) throw new Error(`The file ${name} is not beside the document`)
  return fs.readFileSync(path.join(folder, name), 'utf8')
}

function expandDocument(xml, folder) {
  const entities = new Map()
  const definitions = DOCTYPE.exec(xml)?.[1] ?? ''
  for (const [, name, system, value] of definitions.matchAll(ENTITY)) {
    entities.set(name, system ? readBeside(folder, value) : value)
  }
  return xml.replace(DOCTYPE, '').replace(/&(\w+);/g, (match, name) => entities.get(name) ?? match)
}

module.exports = { expandDocument }
