function responseHead(status, reason, headers) {
  const lines = [`HTTP/1.1 ${status} ${reason}`]
  for (const [name, value] of Object.entries(headers)) {
    for (const each of [].concat(value)) lines.push(`${name}: ${each}`)
  }
  return `${lines.join('\r\n')}\r\n\r\n`
}

module.exports = { responseHead }
