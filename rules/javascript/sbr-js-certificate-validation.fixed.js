const fs = require('node:fs')
const https = require('node:https')

const agent = new https.Agent({ keepAlive: true, ca: fs.readFileSync('/etc/ssl/own.pem') })

const read = (url, done) => https.get(url, { agent, rejectUnauthorized: true }, done)

function trusting(settings) {
  const options = { host: settings.host }
  if (settings.authority) options.ca = settings.authority
  options.rejectUnauthorized = true
  return options
}

module.exports = { agent, read }
