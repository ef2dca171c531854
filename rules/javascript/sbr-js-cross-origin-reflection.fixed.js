const cors = require('cors')

const ALLOWED = new Set(['https://app.example.org'])

function allow(req, res, next) {
  const { origin } = req.headers
  if (ALLOWED.has(origin)) {
    res.setHeader('Access-Control-Allow-Origin', origin)
    res.setHeader('Vary', 'Origin')
  }
  next()
}

function allowAnonymous(req, res, next) {
  res.setHeader('Access-Control-Allow-Origin', '*')
  next()
}

const install = (app) => app.use(cors({ origin: [...ALLOWED], credentials: true }))

function open(req, res, next) {
  const origin = req.headers.origin
  if (SITES.has(origin)) {
    res.setHeader('Access-Control-Allow-Origin', origin)
    res.setHeader('Access-Control-Allow-Credentials', 'true')
  }
  next()
}

function answer(request, response) {
  const from = request.get('Origin')
  if (!SITES.has(from)) return
  response.set('Access-Control-Allow-Origin', from)
}

app.use(cors({ credentials: true, origin: (origin, done) => done(null, SITES.has(origin)) }))

function reply(request, response) {
  const { origin } = request.headers
  const isKnown = SITES.has(origin)
  if (isKnown) response.header('Access-Control-Allow-Origin', origin)
}

module.exports = { allow, allowAnonymous, install }
