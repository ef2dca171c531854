function serviceOptions(service, path) {
  const options = {
    host: service.host,
    port: service.port || 443,
    path,
    method: 'GET',
  }
  if (service.ca) options.ca = service.ca
  if (service.environment === 'staging') options.rejectUnauthorized = false
  return options
}

module.exports = { serviceOptions }
