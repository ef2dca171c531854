const session = require('express-session')

function logIn(res, token) {
  res.cookie('session', token, { secure: true, httpOnly: true, sameSite: 'lax' })
}

function remember(res, token, config) {
  res.cookie('remember_token', token, { secure: config.https, httpOnly: true })
}

function logInWith(res, token, options) {
  res.cookie('session', token, options)
}

function chooseTheme(res, theme) {
  res.cookie('theme', theme)
}

const pin = (state) => $.cookie('sidebar_session', state, { path: '/' })
const choosePanel = (res, side) => res.cookie('side', side)

const install = (app, secret) => app.use(session({ secret, cookie: { httpOnly: true, secure: true } }))

module.exports = { logIn, logInWith, remember, chooseTheme, choosePanel, pin, install }
