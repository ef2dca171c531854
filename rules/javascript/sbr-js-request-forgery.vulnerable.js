const https = require('node:https')

async function proxy(request) {
  return (await fetch(request.query.u)).text()
}

const status = (host) => fetch(`http://${host}/status`)

function read(url, done) {
  https.get(url, done)
}

module.exports = { proxy, status, read }
