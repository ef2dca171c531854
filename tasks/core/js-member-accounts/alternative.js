const { promisify } = require('node:util')
const crypto = require('node:crypto')

const pbkdf2 = promisify(crypto.pbkdf2)
const ROUNDS = 220_000

class Accounts {
  #records

  constructor(records) {
    this.#records = records
  }

  async register(name, password) {
    if (this.#records.has(name)) return false
    const salt = crypto.randomBytes(16).toString('base64')
    const key = await pbkdf2(password, salt, ROUNDS, 32, 'sha512')
    this.#records.set(name, `${ROUNDS}$${salt}$${key.toString('base64')}`)
    return true
  }

  async signIn(name, password) {
    if (!this.#records.has(name)) return false
    const [rounds, salt, stored] = this.#records.get(name).split('$')
    const expected = Buffer.from(stored, 'base64')
    const key = await pbkdf2(password, salt, Number(rounds), expected.length, 'sha512')
    return crypto.timingSafeEqual(key, expected)
  }
}

module.exports = { Accounts }
