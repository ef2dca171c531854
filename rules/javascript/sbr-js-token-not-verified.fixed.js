const jwt = require('jsonwebtoken')

function read(token, key) {
  return jwt.verify(token, key, { algorithms: ['HS256'] })
}

const readPublic = (token, key) => jwt.verify(token, key, { algorithms: ['RS256'], audience: 'site' })

function write(claims, key) {
  return jwt.sign(claims, key, { algorithm: 'HS256' })
}

const either = (token, key) => jwt.verify(token, key, { algorithms: ['RS256', 'ES256'] })

function isGenuine(alg, keys, input, signature) {
  if (alg === 'HS256') {
    return isSame(createHmac('sha256', keys.secret).update(input).digest(), signature)
  } else {
    return createVerify('sha256').update(input).verify(keys.public, signature)
  }
}

function identify(req, res, next) {
  req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] })
  next()
}

const expiresAt = (token) => jwt.decode(token).exp

module.exports = { read, readPublic, write }
