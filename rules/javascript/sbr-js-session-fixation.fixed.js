const { randomUUID } = require('node:crypto')

app.post('/login', async (req, res, next) => {
  const user = await users.find(req.body.name)
  if (!user || !(await matches(user, req.body.password))) return res.status(401).end()
  req.session.regenerate((error) => {
    if (error) return next(error)
    req.session.userId = user.id
    res.redirect('/')
  })
})

async function enter(request, response) {
  const { name, password } = request.body
  if (!accounts.check(name, password)) return response.status(401).end()
  await renew(request)
  request.session.user = name
  response.end()
}

function begin(sessions, givenSession, name, password) {
  if (!isRight(name, password)) return null
  sessions.delete(givenSession)
  const id = randomUUID()
  sessions.set(id, { name })
  return id
}

function leave(request) {
  request.session.user = null
}

module.exports = { enter, begin, leave }
