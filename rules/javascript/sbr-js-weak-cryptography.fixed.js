const crypto = require('node:crypto')

const digest = (password, salt) => crypto.scryptSync(password, salt, 32).toString('hex')

const other = (text) => crypto.createHash('sha256').update(text).digest('hex')

function encrypt(key, data) {
  const iv = crypto.randomBytes(12)
  const cipher = crypto.createCipheriv('aes-256-gcm', key, iv)
  return Buffer.concat([iv, cipher.update(data), cipher.final(), cipher.getAuthTag()])
}

module.exports = { digest, other, encrypt }
