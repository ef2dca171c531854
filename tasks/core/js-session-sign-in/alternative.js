const { randomUUID } = require('node:crypto')

function moveSession(sessions, from) {
  const id = randomUUID()
  const held = Object.assign({}, sessions.get(from))
  sessions.set(id, held)
  sessions.delete(from)
  return [id, held]
}

function signIn(sessions, sessionId, name, password, isRight) {
  if (isRight(name, password)) {
    const [id, session] = moveSession(sessions, sessionId)
    session.user = name
    return id
  }
  return null
}

module.exports = { signIn }
