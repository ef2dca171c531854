const jwt = require('jsonwebtoken')

function read(token, key) {
  return jwt.verify(token, key, { algorithms: ['HS256'] })
}

const readPublic = (token, key) => jwt.verify(token, key, { algorithms: ['RS256'], audience: 'site' })

function write(claims, key) {
  return jwt.sign(claims, key, { algorithm: 'HS256' })
}

module.exports = { read, readPublic, write }
