const API_KEY = 'q8Vb2LrT0nYw5ZkD'

const connect = (pool) => pool.connect({ host: 'db', user: 'app', password: 'hunter2-prod' })

class Settings {
  constructor() {
    this.secretKey = '9f8e7d6c5b4a3210'
  }
}

module.exports = { API_KEY, connect, Settings }
