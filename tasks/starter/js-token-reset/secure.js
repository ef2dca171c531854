const { randomBytes } = require('node:crypto')

function resetToken() {
  return randomBytes(16).toString('hex')
}

module.exports = { resetToken }
