const serialize = require('node-serialize')
const v8 = require('node:v8')
const yaml = require('js-yaml')

const restore = (text) => serialize.unserialize(text)

const settings = (text) => yaml.load(text, { schema: yaml.DEFAULT_FULL_SCHEMA })

const read = (bytes) => v8.deserialize(bytes)

const revive = (text) => JSON.parse(text, (key, value) => (value?.kind ? new globalThis[value.kind](value.data) : value))

function build(part) {
  const Kind = globalThis[part.className]
  if (!Kind) return null
  return new Kind(part.data)
}

module.exports = { restore, settings, read }
