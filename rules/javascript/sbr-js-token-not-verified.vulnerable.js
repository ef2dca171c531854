const jwt = require('jsonwebtoken')

function read(token, key) {
  return jwt.verify(token, key, { algorithms: ['HS256', 'none'] })
}

const readUnsigned = (token) => jwt.verify(token, null)

function write(claims) {
  return jwt.sign(claims, '', { algorithm: 'none' })
}

const readAny = (token, key) => {
  const { header } = jwt.decode(token, { complete: true })
  return jwt.verify(token, key, { algorithms: [header.alg] })
}

const either = (token, key) => jwt.verify(token, key, { algorithms: ['RS256', 'HS256'] })

function isGenuine(alg, key, input, signature) {
  if (alg === 'HS256') {
    return createHmac('sha256', key).update(input).digest('hex') === signature
  } else {
    return createVerify('sha256').update(input).verify(key, signature)
  }
}

function identify(req, res, next) {
  const claims = jwt.decode(req.headers.authorization)
  req.user = claims
  next()
}

module.exports = { read, readUnsigned, write }
