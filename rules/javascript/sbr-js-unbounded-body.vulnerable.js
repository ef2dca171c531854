async function read(request) {
  const parts = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts)
}

function readText(req, done) {
  let text = ''
  req.on('data', (piece) => {
    text += piece
  })
  req.on('end', () => done(text))
}

const readForm = (ctx) =>
  new Promise((resolve) => {
    const parts = []
    ctx.req.on('data', (part) => parts.push(part))
    ctx.req.on('end', () => resolve(new URLSearchParams(String(Buffer.concat(parts)))))
  })

module.exports = { read, readText, readForm }
