const crypto = require('node:crypto')

const digest = (password) => crypto.createHash('md5').update(password).digest('hex')

const other = (text) => crypto.createHash('sha1').update(text).digest('hex')

function encrypt(key, data) {
  const cipher = crypto.createCipheriv('aes-128-ecb', key, null)
  return Buffer.concat([cipher.update(data), cipher.final()])
}

module.exports = { digest, other, encrypt }
