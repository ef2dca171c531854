type Item = { product: string; quantity: unknown }

function priceOf({ product, quantity }: Item, prices: Map<string, number>): number {
  const isCount = typeof quantity === 'number' && quantity % 1 === 0 && quantity > 0
  return isCount ? (prices.get(product) ?? Number.NaN) * quantity : Number.NaN
}

export function placeOrder(account: { credit: number }, items: Item[], prices: Map<string, number>) {
  const total = items.map((item) => priceOf(item, prices)).reduce((sum, price) => sum + price, 0)
  const isPayable = Number.isFinite(total) && total <= account.credit
  if (!isPayable) return { ok: false }
  account.credit = account.credit - total
  return { ok: true, total }
}
