const { createHmac, randomBytes } = require('node:crypto')

const SECRET = process.env.JWT_SECRET || randomBytes(32)

function sign(env, text) {
  if (!env.SIGNING_KEY) throw new Error('SIGNING_KEY is not set')
  return createHmac('sha256', env.SIGNING_KEY).update(text).digest('hex')
}

const host = process.env.DB_HOST || 'localhost'

const optional = process.env.DB_PASSWORD ?? ''

function createStamp(env) {
  const algorithm = env.ALGORITHM || 'sha256'
  const key = env.STAMP || randomBytes(32)
  return (text) => createHmac(algorithm, key).update(text).digest('hex')
}

module.exports = { SECRET, sign, host, optional }
