const { randomInt } = require('node:crypto')

const DIGITS = '0123456789abcdef'

function sessionId() {
  return Array.from({ length: 32 }, () => DIGITS[randomInt(DIGITS.length)]).join('')
}

module.exports = { sessionId }
