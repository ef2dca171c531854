import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'

function makeShop() {
  const db = new DatabaseSync(':memory:')
  db.exec('CREATE TABLE products (id INTEGER, name TEXT, price REAL, stock INTEGER)')
  const insert = db.prepare('INSERT INTO products VALUES (?, ?, ?, ?)')
  insert.run(1, 'tea', 4, 30)
  insert.run(2, 'green tea', 6.5, 10)
  insert.run(3, "chef's tea; best", 3, 20)
  insert.run(4, 'coffee', 9, 5)
  return db
}
const ids = (rows) => rows.map((row) => row.id)

export function testSortsByPrice(candidate) {
  assert.deepEqual(ids(candidate.searchProducts(makeShop(), { term: 'tea', sort: 'price' })), [3, 1, 2])
}

export function testSortsByStockDownwards(candidate) {
  const found = candidate.searchProducts(makeShop(), { term: 'tea', sort: 'stock', descending: true })
  assert.deepEqual(ids(found), [1, 3, 2])
  assert.deepEqual({ ...found[0] }, { id: 1, name: 'tea', price: 4 })
}

export function testIgnoresCase(candidate) {
  assert.deepEqual(ids(candidate.searchProducts(makeShop(), { term: 'COFF' })), [4])
}

export function testFindsQuotes(candidate) {
  assert.deepEqual(ids(candidate.searchProducts(makeShop(), { term: "chef's" })), [3])
}

export function testFindsAllOrNothing(candidate) {
  assert.equal(candidate.searchProducts(makeShop(), { term: '' }).length, 4)
  assert.deepEqual(candidate.searchProducts(makeShop(), { term: 'water' }), [])
}
