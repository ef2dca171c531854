const QUERY = `SELECT id, name, price, stock FROM products WHERE instr(lower(name), lower(:term)) > 0`

const ORDERS = {
  name: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  price: (a, b) => a.price - b.price,
  stock: (a, b) => a.stock - b.stock,
}

function searchProducts(db, options) {
  const compare = Object.hasOwn(ORDERS, options.sort ?? 'name') ? ORDERS[options.sort ?? 'name'] : ORDERS.name
  const rows = db.prepare(QUERY).all({ term: options.term }).sort(compare)
  if (options.descending) rows.reverse()
  return rows.map(({ id, name, price }) => ({ id, name, price }))
}

module.exports = { searchProducts }
