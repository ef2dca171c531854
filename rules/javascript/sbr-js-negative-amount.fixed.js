function transfer(from, to, amount) {
  if (!(amount > 0) || amount > from.balance) return false
  from.balance -= amount
  to.balance += amount
  return true
}

function buy(customer, basket, priceOf) {
  let sum = 0
  for (const { article, pieces } of basket) {
    if (!Number.isSafeInteger(pieces) || pieces < 1) return null
    sum += priceOf(article) * pieces
  }
  if (sum > customer.credit) return null
  customer.credit -= sum
  return sum
}

class Purse {
  spend(owner, points) {
    if (points <= 0 || owner.points < points) throw new Error('too few')
    owner.points -= points
  }
}

const total = (lines) => lines.reduce((sum, line) => sum + line.price * line.quantity, 0)

module.exports = { transfer, buy, Purse, total }
