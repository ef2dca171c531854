const { createHmac } = require('node:crypto')

const SECRET = process.env.JWT_SECRET || 'development-secret'

const sign = (env, text) => createHmac('sha256', env.SIGNING_KEY ?? 'not-so-secret').update(text).digest('hex')

function createStamp(env) {
  const key = env.STAMP || 'stamp-of-the-house'
  return (text) => createHmac('sha256', key).update(text).digest('hex')
}

module.exports = { SECRET, sign, createStamp }
