const { randomBytes, scryptSync, timingSafeEqual } = require('node:crypto')

class Accounts {
  constructor(records) {
    this.records = records
  }

  async register(name, password) {
    if (this.records.has(name)) return false
    const salt = randomBytes(16)
    const hash = scryptSync(password, salt, 32)
    this.records.set(name, { salt: salt.toString('hex'), hash: hash.toString('hex') })
    return true
  }

  async signIn(name, password) {
    const record = this.records.get(name)
    if (!record) return false
    const hash = scryptSync(password, Buffer.from(record.salt, 'hex'), 32)
    return timingSafeEqual(hash, Buffer.from(record.hash, 'hex'))
  }
}

module.exports = { Accounts }
