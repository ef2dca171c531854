function transferPoints(balances, from, to, points) {
  if (!balances.has(from) || !balances.has(to)) return false
  if (!Number.isSafeInteger(points) || points <= 0 || balances.get(from) < points) return false
  balances.set(from, balances.get(from) - points)
  balances.set(to, balances.get(to) + points)
  return true
}

module.exports = { transferPoints }
