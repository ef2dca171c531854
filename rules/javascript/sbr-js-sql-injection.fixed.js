const COLUMNS = new Set(['name', 'age'])

function findUser(db, name) {
  return db.query('SELECT id FROM users WHERE name = $1', [name])
}

async function findOrder(db, number) {
  return db.all('SELECT * FROM orders WHERE number = ?', [number])
}

function remove(request, db) {
  return db.execute('DELETE FROM items WHERE key = ?', [String(request.body.key)])
}

function sortedBy(db, column) {
  if (!COLUMNS.has(column)) throw new Error('unknown column')
  return db.query(`SELECT * FROM users ORDER BY ${column}`)
}

module.exports = { findUser, findOrder, remove, sortedBy }

function archive(db, numbers) {
  const marks = numbers.map(() => '?').join(', ')
  return db.prepare(`UPDATE orders SET status = 'archived' WHERE number IN (${marks})`).run(...numbers)
}

function readPlural(db, name) {
  return db.get(`plural-${name}`).value()
}
