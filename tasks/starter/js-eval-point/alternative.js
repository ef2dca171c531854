function parsePoint(text) {
  const [x, y] = text
    .replace(/[[\]]/g, '')
    .split(',')
    .map((part) => Number(part))
  return [x, y]
}

module.exports = { parsePoint }
