const { createHmac } = require('node:crypto')

function isGenuine(body, header, secret) {
  const expected = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  return header === expected
}

module.exports = { isGenuine }
