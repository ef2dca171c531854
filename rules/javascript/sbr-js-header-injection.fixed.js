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

module.exports = { cookieHeader, location, note, size }
