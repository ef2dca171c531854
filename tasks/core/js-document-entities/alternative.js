const { readdirSync, readFileSync } = require('node:fs')

function splitDoctype(xml) {
  const start = xml.indexOf('<!DOCTYPE')
  if (start < 0) return ['', xml]
  const bracket = xml.indexOf('[', start)
  const close = xml.indexOf('>', start)
  const end = bracket >= 0 && bracket < close ? xml.indexOf('>', xml.indexOf(']', bracket)) : close
  return [xml.slice(start, end), xml.slice(0, start) + xml.slice(end + 1)]
}

function expandDocument(xml, folder) {
  const [doctype, body] = splitDoctype(xml)
  const files = new Set(readdirSync(folder))
  const values = {}
  for (const definition of doctype.split('<!ENTITY').slice(1)) {
    const [, name, value] = /^\s+(\w+)[^"]*"([^"]*)"/.exec(definition) ?? []
    if (/^\s+\w+\s+SYSTEM/.test(definition)) {
      values[name] = files.has(value) ? readFileSync(`${folder}/${value}`, 'utf8') : ''
    } else if (name) {
      values[name] = value
    }
  }
  return body.replace(/&(\w+);/g, (match, name) => (Object.hasOwn(values, name) ? values[name] : match))
}

module.exports = { expandDocument }
