const API_KEY = process.env.API_KEY

const connect = (pool) => pool.connect({ host: 'db', user: 'app', password: process.env.DB_PASSWORD })

class Settings {
  constructor(secretKey) {
    this.secretKey = secretKey
    this.passwordField = 'password'
  }
}

module.exports = { API_KEY, connect, Settings }

export const signs = { secret: '\u3299\uFE0F' }
