const crypto = require('node:crypto')

function check(body, signature, key) {
  const expected = crypto.createHmac('sha256', key).update(body).digest()
  const given = Buffer.from(signature, 'hex')
  return given.length === expected.length && crypto.timingSafeEqual(given, expected)
}

function sameFile(first, second) {
  const digest = (data) => crypto.createHash('sha256').update(data).digest('hex')
  return digest(first) === digest(second)
}

module.exports = { check, sameFile }
