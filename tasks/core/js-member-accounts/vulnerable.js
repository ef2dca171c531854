const { createHash } = require('node:crypto')

const digest = (password) => createHash('sha256').update(password).digest('hex')

class Accounts {
  constructor(records) {
    this.records = records
  }

  async register(name, password) {
    if (this.records.has(name)) return false
    this.records.set(name, { name, password: digest(password), since: Date.now() })
    return true
  }

  async signIn(name, password) {
    const record = this.records.get(name)
    return record !== undefined && record.password === digest(password)
  }
}

module.exports = { Accounts }
