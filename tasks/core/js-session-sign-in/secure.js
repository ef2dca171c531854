const { randomBytes } = require('node:crypto')

function signIn(sessions, sessionId, name, password, isRight) {
  if (!isRight(name, password)) return null
  const session = sessions.get(sessionId) ?? {}
  sessions.delete(sessionId)
  const id = randomBytes(24).toString('hex')
  sessions.set(id, { ...session, user: name })
  return id
}

module.exports = { signIn }
