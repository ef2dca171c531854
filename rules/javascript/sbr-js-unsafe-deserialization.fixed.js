const yaml = require('js-yaml')

const restore = (text) => JSON.parse(text)

const settings = (text) => yaml.load(text, { schema: yaml.JSON_SCHEMA })

const read = (bytes) => JSON.parse(bytes.toString('utf8'))

module.exports = { restore, settings, read }
