const LIMIT = 10_000

function pad(text, width) {
  if (width > LIMIT) throw new RangeError('too wide')
  return text + ' '.repeat(width)
}

function buffer(request) {
  return Buffer.alloc(Math.min(Number(request.query.size), LIMIT))
}

module.exports = { pad, buffer }

function indent(author, depth) {
  return author.padStart(author.length + 2 * Math.min(depth, 50))
}
