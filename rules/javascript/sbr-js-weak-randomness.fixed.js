const crypto = require('node:crypto')

const makeToken = () => crypto.randomBytes(24).toString('hex')

function login(user) {
  const sessionId = crypto.randomUUID()
  return { user, sessionId }
}

function resetCode() {
  return String(crypto.randomInt(1e6)).padStart(6, '0')
}

const rollDice = () => 1 + Math.floor(Math.random() * 6)

module.exports = { makeToken, login, resetCode, rollDice }
