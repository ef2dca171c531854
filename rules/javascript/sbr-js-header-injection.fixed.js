function cookieHeader(value) {
  if (/[\r\n]/.test(value)) throw new Error('line break in a header')
  return `Set-Cookie: ${value}\r\n`
}

const location = (url) => `Location: ${encodeURI(url)}\r\n`

function note(value) {
  const line = value.replace(/[\r\n]+/g, ' ')
  return `X-Note: ${line}\r\n`
}

function size(body) {
  return `Content-Length: ${body.length}\r\n`
}

function head(code, fields) {
  const rows = [`HTTP/1.1 ${Number(code)} OK`]
  for (const [name, value] of Object.entries(fields)) {
    if (/[\r\n]/.test(value) || /[\r\n]/.test(name)) throw new Error('a line break')
    rows.push(`${name}: ${value}`)
  }
  return `${rows.join('\r\n')}\r\n\r\n`
}

module.exports = { cookieHeader, location, note, size }
