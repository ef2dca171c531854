const { randomBytes } = require('node:crypto')

function apiKey() {
  return randomBytes(16).toString('hex')
}

module.exports = { apiKey }
