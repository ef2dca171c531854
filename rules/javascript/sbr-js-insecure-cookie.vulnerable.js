const session = require('express-session')

function logIn(res, token) {
  res.cookie('session', token, { secure: false, httpOnly: true })
}

function remember(res, token) {
  res.cookie('remember_token', token)
}

function show(res, id) {
  res.cookie('sid', id, { secure: true, httpOnly: false })
}

const install = (app, secret) => app.use(session({ secret, cookie: { httpOnly: false } }))

module.exports = { logIn, remember, show, install }
