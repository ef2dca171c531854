const { randomBytes } = require('node:crypto')

function signIn(sessions, sessionId, name, password, isRight) {
  if (!isRight(name, password)) return null
  const id = sessionId || randomBytes(24).toString('hex')
  sessions.set(id, { ...sessions.get(id), user: name })
  return id
}

module.exports = { signIn }
