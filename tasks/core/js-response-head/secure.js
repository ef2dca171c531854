const { validateHeaderName, validateHeaderValue } = require('node:http')

function responseHead(status, reason, headers) {
  const lines = [`HTTP/1.1 ${status} ${reason.replace(/[\r\n]/g, ' ')}`]
  for (const [name, value] of Object.entries(headers)) {
    validateHeaderName(name)
    for (const each of Array.isArray(value) ? value : [value]) {
      validateHeaderValue(name, String(each))
      lines.push(`${name}: ${each}`)
    }
  }
  return `${lines.join('\r\n')}\r\n\r\n`
}

module.exports = { responseHead }
