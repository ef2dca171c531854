const crypto = require('node:crypto')
const { createHash } = require('node:crypto')

function hash(password) {
  return crypto.createHash('sha256').update(password).digest('hex')
}

const hashSalted = (salt, password) => createHash('sha512').update(salt + password).digest('hex')

function hashUser(user) {
  return crypto.createHash('sha1').update(user.password, 'utf8').digest('base64')
}

module.exports = { hash, hashSalted, hashUser }
