const { webcrypto } = require('node:crypto')

function apiKey() {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

module.exports = { apiKey }
