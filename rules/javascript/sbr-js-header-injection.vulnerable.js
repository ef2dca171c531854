function cookieHeader(value) {
  return `Set-Cookie: ${value}\r\n`
}

const location = (url) => `Location: ${url}\r\n`

function writeHead(socket, headers) {
  for (const [name, value] of Object.entries(headers)) socket.write(`${name}: ${value}\r\n`)
}

function head(code, fields) {
  const rows = [`HTTP/1.1 ${code} OK`]
  for (const [name, value] of Object.entries(fields)) {
    rows.push(`${name}: ${value}`)
  }
  return `${rows.join('\r\n')}\r\n\r\n`
}

module.exports = { cookieHeader, location, writeHead }
