const crypto = require('node:crypto')

function hash(password) {
  const salt = crypto.randomBytes(16)
  return Buffer.concat([salt, crypto.scryptSync(password, salt, 32)]).toString('hex')
}

const hashSlowly = (password, salt) => crypto.pbkdf2Sync(password, salt, 600000, 32, 'sha256')

function digestFile(data) {
  return crypto.createHash('sha256').update(data).digest('hex')
}

module.exports = { hash, hashSlowly, digestFile }
