import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'

function makeDatabase() {
  const db = new DatabaseSync(':memory:')
  db.exec("CREATE TABLE orders (number TEXT, status TEXT); INSERT INTO orders VALUES ('A-1', 'open'), ('A-2', 'paid'), ('B 3', 'open'), ('4', 'open')")
  return db
}
const archived = (db) =>
  db.prepare("SELECT number FROM orders WHERE status = 'archived' ORDER BY number").all().map((row) => row.number)

export function testArchivesSeveral(candidate) {
  const db = makeDatabase()
  assert.equal(candidate.archiveOrders(db, ['A-1', 'B 3', '4']), 3)
  assert.deepEqual(archived(db), ['4', 'A-1', 'B 3'])
}

export function testPassesOverUnknownNumbers(candidate) {
  const db = makeDatabase()
  assert.equal(candidate.archiveOrders(db, ['A-9', 'A-2']), 1)
  assert.deepEqual(archived(db), ['A-2'])
}

export function testAnEmptyListChangesNothing(candidate) {
  const db = makeDatabase()
  assert.equal(candidate.archiveOrders(db, []), 0)
  assert.deepEqual(archived(db), [])
}

export function testDoesNotMatchParts(candidate) {
  const db = makeDatabase()
  assert.equal(candidate.archiveOrders(db, ['A', '%', 'a-1']), 0)
}
