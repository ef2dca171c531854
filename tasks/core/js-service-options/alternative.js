const DEFAULTS = { port: 443, method: 'GET', minVersion: 'TLSv1.2' }

function serviceOptions(service, path) {
  const options = Object.assign({}, DEFAULTS, { path })
  for (const name of ['host', 'port', 'ca']) {
    if (service[name] !== undefined) options[name] = service[name]
  }
  return options
}

module.exports = { serviceOptions }
