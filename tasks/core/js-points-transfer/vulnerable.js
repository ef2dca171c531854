function transferPoints(balances, from, to, points) {
  if (!balances.has(from) || !balances.has(to)) return false
  const source = balances.get(from)
  const target = balances.get(to)
  if (source < points) return false
  balances.set(from, source - points)
  balances.set(to, target + points)
  return true
}

module.exports = { transferPoints }
