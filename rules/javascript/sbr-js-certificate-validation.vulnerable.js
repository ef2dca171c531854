const https = require('node:https')

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'

const agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false })

const read = (url, done) => https.get(url, { checkServerIdentity: () => undefined }, done)

function relaxed(settings) {
  const options = { host: settings.host }
  if (settings.internal) options.rejectUnauthorized = false
  return options
}

module.exports = { agent, read }
