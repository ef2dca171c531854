const crypto = require('node:crypto')
const { createHmac } = require('node:crypto')

function check(body, signature, key) {
  return crypto.createHmac('sha256', key).update(body).digest('hex') === signature
}

function checkLater(body, signature, key) {
  const expected = createHmac('sha256', key).update(body).digest('hex')
  if (signature !== expected) throw new Error('bad signature')
  return true
}

const checkPrefixed = (body, signature, key) => {
  const expected = `sha256=${crypto.createHmac('sha256', key).update(body).digest('hex')}`
  return signature == expected
}

module.exports = { check, checkLater, checkPrefixed }
