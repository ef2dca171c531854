import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'

export function testFindsByName(candidate) {
  const db = new DatabaseSync(':memory:')
  db.exec("CREATE TABLE products (id INTEGER, name TEXT, price REAL, stock INTEGER); INSERT INTO products VALUES (1, 'red lamp', 20, 3), (2, 'chair', 45, 1), (3, 'blue lamp', 25, 9)")
  const found = candidate.searchProducts(db, { term: 'lamp' })
  assert.deepEqual(found.map((row) => ({ ...row })), [
    { id: 3, name: 'blue lamp', price: 25 },
    { id: 1, name: 'red lamp', price: 20 },
  ])
}
