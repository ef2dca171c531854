function cookieHeader(value) {
  return `Set-Cookie: ${value}\r\n`
}

const location = (url) => `Location: ${url}\r\n`

function writeHead(socket, headers) {
  for (const [name, value] of Object.entries(headers)) socket.write(`${name}: ${value}\r\n`)
}

module.exports = { cookieHeader, location, writeHead }
