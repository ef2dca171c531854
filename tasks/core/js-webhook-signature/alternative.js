const crypto = require('node:crypto')

const hmac = (key, data) => crypto.createHmac('sha256', key).update(data)

function isGenuine(body, header, secret) {
  const [, signature] = /^sha256=([0-9a-f]{64})$/.exec(header ?? '') ?? []
  if (signature === undefined) return false
  const blind = crypto.randomBytes(32)
  const expected = hmac(secret, body).digest('hex')
  return hmac(blind, signature).digest('hex') === hmac(blind, expected).digest('hex')
}

module.exports = { isGenuine }
