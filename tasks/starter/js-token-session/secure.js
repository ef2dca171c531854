const { randomBytes } = require('node:crypto')

function sessionId() {
  return randomBytes(16).toString('hex')
}

module.exports = { sessionId }
