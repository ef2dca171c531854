interface Item {
  product: string
  quantity: number
}

type Result = { ok: true; total: number } | { ok: false }

export function placeOrder(account: { credit: number }, items: Item[], prices: Map<string, number>): Result {
  let total = 0
  for (const { product, quantity } of items) {
    const price = prices.get(product)
    if (price === undefined || !Number.isSafeInteger(quantity) || quantity < 1) return { ok: false }
    total += price * quantity
  }
  if (total > account.credit) return { ok: false }
  account.credit -= total
  return { ok: true, total }
}
