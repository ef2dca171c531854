const libxml = require('libxmljs2')

const parse = (text) => libxml.parseXml(text, { noent: true })

const parseAll = (text) => libxml.parseXmlString(text, { recover: true, noent: true })

async function parseUpload(request) {
  const document = await libxml.parseXmlAsync(request.body, { noblanks: true, replaceEntities: false, noent: true })
  return document.root()
}

module.exports = { parse, parseAll, parseUpload }
