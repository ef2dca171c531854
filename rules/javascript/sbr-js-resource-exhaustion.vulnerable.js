function pad(text, width) {
  return text + ' '.repeat(width)
}

function buffer(request) {
  return Buffer.alloc(Number(request.query.size))
}

module.exports = { pad, buffer }
