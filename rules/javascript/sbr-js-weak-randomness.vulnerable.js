const makeToken = () => Math.random().toString(36).slice(2)

function login(user) {
  const sessionId = Math.floor(Math.random() * 1e16)
  return { user, sessionId }
}

function resetCode() {
  return String(Math.floor(Math.random() * 1e6)).padStart(6, '0')
}

module.exports = { makeToken, login, resetCode }
