const { createHmac, timingSafeEqual } = require('node:crypto')

function isGenuine(body, header, secret) {
  const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
  const given = Buffer.from(header ?? '')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

module.exports = { isGenuine }
