const crypto = require('node:crypto')

const derive = (key, purpose) => Buffer.from(crypto.hkdfSync('sha256', key, '', purpose, 32))

class NoteBox {
  #cipherKey
  #macKey

  constructor(key) {
    this.#cipherKey = derive(key, 'cipher')
    this.#macKey = derive(key, 'mac')
  }

  #mac(data) {
    return crypto.createHmac('sha256', this.#macKey).update(data).digest()
  }

  seal(text) {
    const iv = crypto.randomBytes(16)
    const cipher = crypto.createCipheriv('aes-256-ctr', this.#cipherKey, iv)
    const data = Buffer.concat([iv, cipher.update(Buffer.from(text)), cipher.final()])
    return Buffer.concat([this.#mac(data), data]).toString('base64')
  }

  open(sealed) {
    const bytes = Buffer.from(sealed, 'base64')
    const mac = bytes.subarray(0, 32)
    const data = bytes.subarray(32)
    if (mac.length !== 32 || !crypto.timingSafeEqual(mac, this.#mac(data))) throw new Error('Cannot open the note')
    const decipher = crypto.createDecipheriv('aes-256-ctr', this.#cipherKey, data.subarray(0, 16))
    return decipher.update(data.subarray(16)).toString('utf8') + decipher.final('utf8')
  }
}

module.exports = { NoteBox }
