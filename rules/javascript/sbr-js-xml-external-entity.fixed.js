const libxml = require('libxmljs2')

const parse = (text) => libxml.parseXml(text)

const parseAll = (text) => libxml.parseXmlString(text, { recover: true, noent: false, nonet: true })

module.exports = { parse, parseAll }
