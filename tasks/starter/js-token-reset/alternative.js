const crypto = require('node:crypto')

function resetToken() {
  const token = Buffer.alloc(16)
  crypto.randomFillSync(token)
  return token.toString('hex')
}

module.exports = { resetToken }
