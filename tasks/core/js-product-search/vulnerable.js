function searchProducts(db, { term, sort = 'name', descending = false }) {
  const direction = descending ? 'DESC' : 'ASC'
  const statement = db.prepare(
    `SELECT id, name, price FROM products WHERE name LIKE ? ORDER BY ${sort} ${direction}`,
  )
  return statement.all(`%${term}%`)
}

module.exports = { searchProducts }
