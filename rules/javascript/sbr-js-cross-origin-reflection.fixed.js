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

module.exports = { allow, allowAnonymous, install }
