function logLine(entry) {
  const fields = [
    entry.time.toISOString(),
    encodeURI(entry.address),
    JSON.stringify(`${entry.method} ${entry.path}`),
    Number(entry.status),
    JSON.stringify(entry.agent || '-'),
  ]
  return fields.join(' ')
}

module.exports = { logLine }
