function pad(text, width) {
  return text + ' '.repeat(width)
}

function buffer(request) {
  return Buffer.alloc(Number(request.query.size))
}

const table = (rows) => new Array(rows).fill(0)

module.exports = { pad, buffer, table }
