const { createHash, timingSafeEqual } = require('node:crypto')

const digest = (text) => createHash('sha256').update(String(text)).digest()

function guard(req, res, next) {
  if (!timingSafeEqual(digest(req.headers['x-api-key']), digest(process.env.SERVICE_KEY))) return res.status(401).end()
  next()
}

const isKind = (request, settings) => request.query.kind === settings.kind

function check(req, adminToken) {
  const given = req.get('authorization')
  if (given === undefined || given.length !== adminToken.length) return false
  return timingSafeEqual(Buffer.from(given), Buffer.from(adminToken))
}

module.exports = { guard, isKind, check }
