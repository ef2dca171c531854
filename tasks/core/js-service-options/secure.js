function serviceOptions({ host, port = 443, ca }, path) {
  const options = { host, port, path, method: 'GET' }
  return ca ? { ...options, ca } : options
}

module.exports = { serviceOptions }
