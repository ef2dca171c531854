const { createHmac } = require('node:crypto')

const SECRET = process.env.JWT_SECRET || 'development-secret'

const sign = (env, text) => createHmac('sha256', env.SIGNING_KEY ?? 'not-so-secret').update(text).digest('hex')

const { DB_PASSWORD = 'postgres' } = process.env

module.exports = { SECRET, sign, DB_PASSWORD }
