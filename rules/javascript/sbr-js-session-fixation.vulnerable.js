const { randomUUID } = require('node:crypto')

app.post('/login', async (req, res) => {
  const user = await users.find(req.body.name)
  if (!user || !(await matches(user, req.body.password))) return res.status(401).end()
  req.session.userId = user.id
  res.redirect('/')
})

function enter(request, response) {
  const { name, password } = request.body
  if (!accounts.check(name, password)) return response.status(401).end()
  request.session.user = name
  response.end()
}

function begin(sessions, givenSession, name, password) {
  if (!isRight(name, password)) return null
  const id = givenSession || randomUUID()
  sessions.set(id, { name })
  return id
}

module.exports = { enter, begin }
