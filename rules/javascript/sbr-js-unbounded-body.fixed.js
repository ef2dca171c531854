const LIMIT = 65536

async function read(request) {
  const parts = []
  let size = 0
  for await (const part of request) {
    size += part.length
    if (size > LIMIT) throw new RangeError('too large')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function readText(req, done) {
  let text = ''
  req.on('data', (piece) => {
    text += piece
    if (text.length > LIMIT) req.destroy()
  })
  req.on('end', () => done(text))
}

async function readAnnounced(request) {
  if (!(Number(request.headers['content-length']) <= LIMIT)) return null
  const parts = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts)
}

async function readFile(stream) {
  const parts = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts)
}

module.exports = { read, readText, readAnnounced, readFile }
