const cors = require('cors')

function allow(req, res, next) {
  res.setHeader('Access-Control-Allow-Origin', req.headers.origin)
  res.setHeader('Access-Control-Allow-Credentials', 'true')
  next()
}

function allowOrAny(req, res, next) {
  res.header('Access-Control-Allow-Origin', req.headers.origin || '*')
  next()
}

const install = (app) => app.use(cors({ origin: true, credentials: true }))

function open(req, res, next) {
  const origin = req.headers.origin
  if (origin) {
    res.setHeader('Access-Control-Allow-Origin', origin)
    res.setHeader('Access-Control-Allow-Credentials', 'true')
  }
  next()
}

function answer(request, response) {
  const from = request.get('Origin')
  response.set('Access-Control-Allow-Origin', from)
  response.set('Access-Control-Allow-Credentials', 'true')
}

app.use(cors({ credentials: true, origin: (origin, done) => done(null, true) }))

module.exports = { allow, allowOrAny, install }
