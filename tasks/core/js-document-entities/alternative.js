const { readdirSync, readFileSync } = require('node:fs')

const DEFINITION = /<!ENTITY\s+(?<name>\w+)\s+(?<kind>SYSTEM\s+)?"(?<value>[^"]*)"/g

function splitDocument(xml) {
  const start = xml.search('<!DOCTYPE')
  if (start < 0) return { doctype: '', body: xml }
  const rest = xml.slice(start)
  const hasList = rest.indexOf('[') >= 0 && rest.indexOf('[') < rest.indexOf('>')
  const length = rest.indexOf('>', hasList ? rest.indexOf(']') : 0)
  return { doctype: rest.slice(0, length), body: xml.slice(0, start) + rest.slice(length + 1) }
}

function expandDocument(xml, folder) {
  const { doctype, body } = splitDocument(xml)
  const files = new Set(readdirSync(folder))
  let values = {}
  for (const { groups } of doctype.matchAll(DEFINITION)) {
    const { name, kind, value } = groups
    const text = kind && !files.has(value) ? '' : kind ? readFileSync(`${folder}/${value}`, 'utf8') : value
    values = { ...values, [name]: text }
  }
  return body.replace(/&(\w+);/g, (match, name) => (Object.hasOwn(values, name) ? values[name] : match))
}

module.exports = { expandDocument }
