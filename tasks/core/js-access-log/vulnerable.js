function logLine({ time, address, method, path, status, agent }) {
  return `${time.toISOString()} ${address} "${method} ${path}" ${status} "${agent || '-'}"`
}

module.exports = { logLine }
