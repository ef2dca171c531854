const { createCipheriv, createDecipheriv } = require('node:crypto')

class NoteBox {
  constructor(key) {
    this.key = key
  }

  seal(text) {
    const cipher = createCipheriv('aes-256-ecb', this.key, null)
    return cipher.update(text, 'utf8', 'base64') + cipher.final('base64')
  }

  open(sealed) {
    const decipher = createDecipheriv('aes-256-ecb', this.key, null)
    return decipher.update(sealed, 'base64', 'utf8') + decipher.final('utf8')
  }
}

module.exports = { NoteBox }
