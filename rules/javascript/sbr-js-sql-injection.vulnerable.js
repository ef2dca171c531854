function findUser(db, name) {
  return db.query(`SELECT id FROM users WHERE name = '${name}'`)
}

async function findOrder(db, number) {
  const sql = 'SELECT * FROM orders WHERE number = ' + number
  return db.all(sql)
}

function remove(request, db) {
  return db.execute("DELETE FROM items WHERE key = '" + request.body.key + "'")
}

module.exports = { findUser, findOrder, remove }
