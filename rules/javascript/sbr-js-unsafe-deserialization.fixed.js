const yaml = require('js-yaml')

const restore = (text) => JSON.parse(text)

const settings = (text) => yaml.load(text, { schema: yaml.JSON_SCHEMA })

const read = (bytes) => JSON.parse(bytes.toString('utf8'))

const KINDS = { Date, URL }

function build(part) {
  if (!Object.hasOwn(KINDS, part.className)) return null
  const Kind = KINDS[part.className]
  return new Kind(part.data)
}

function buildNative(part) {
  if (!NATIVE.has(part.className)) return null
  return new globalThis[part.className](part.data)
}

module.exports = { restore, settings, read }
