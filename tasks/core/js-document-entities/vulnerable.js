const fs = require('node:fs')
const path = require('node:path')

function expandDocument(xml, folder) {
  const entities = {}
  const body = xml.replace(/<!DOCTYPE[^[>]*(\[([\s\S]*?)\]\s*)?>/, (match, list, definitions = '') => {
    for (const [, name, system, value] of definitions.matchAll(/<!ENTITY\s+(\w+)\s+(SYSTEM\s+)?"([^"]*)"\s*>/g)) {
      entities[name] = system ? fs.readFileSync(path.resolve(folder, value), 'utf8') : value
    }
    return ''
  })
  return body.replace(/&(\w+);/g, (match, name) => entities[name] ?? match)
}

module.exports = { expandDocument }
