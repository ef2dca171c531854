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

module.exports = { allow, allowOrAny, install }
