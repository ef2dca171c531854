function guard(req, res, next) {
  if (req.headers['x-api-key'] !== process.env.SERVICE_KEY) return res.status(401).end()
  next()
}

const isHook = (request, settings) => request.query.secret === settings.webhookSecret

function check(req, adminToken) {
  const given = req.get('authorization')
  return given === adminToken
}

module.exports = { guard, isHook, check }
