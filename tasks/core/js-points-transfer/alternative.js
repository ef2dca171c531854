const isCount = (value) => typeof value === 'number' && value > 0 && Math.floor(value) === value

function transferPoints(balances, from, to, points) {
  const book = (name, change) => balances.set(name, balances.get(name) + change)
  const isKnown = [from, to].every((name) => balances.has(name))
  if (isKnown && isCount(points) && points <= balances.get(from)) {
    book(from, -points)
    book(to, points)
    return true
  }
  return false
}

module.exports = { transferPoints }
