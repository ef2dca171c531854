function transfer(from, to, amount) {
  if (amount > from.balance) return false
  from.balance -= amount
  to.balance += amount
  return true
}

function buy(customer, basket, priceOf) {
  let sum = 0
  for (const { article, pieces } of basket) {
    sum += priceOf(article) * pieces
  }
  if (sum > customer.credit) return null
  customer.credit -= sum
  return sum
}

class Purse {
  spend(owner, points) {
    if (owner.points < points) throw new Error('too few')
    owner.points -= points
  }
}

module.exports = { transfer, buy, Purse }
