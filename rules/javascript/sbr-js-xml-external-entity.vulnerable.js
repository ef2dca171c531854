const libxml = require('libxmljs2')

const parse = (text) => libxml.parseXml(text, { noent: true })

const parseAll = (text) => libxml.parseXmlString(text, { recover: true, noent: true })

module.exports = { parse, parseAll }
