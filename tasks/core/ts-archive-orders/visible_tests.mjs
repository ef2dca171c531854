import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'

export function testArchives(candidate) {
  const db = new DatabaseSync(':memory:')
  db.exec("CREATE TABLE orders (number TEXT, status TEXT); INSERT INTO orders VALUES ('A-1', 'open'), ('A-2', 'open')")
  assert.equal(candidate.archiveOrders(db, ['A-2']), 1)
  assert.equal(db.prepare("SELECT status FROM orders WHERE number = 'A-2'").get().status, 'archived')
}
