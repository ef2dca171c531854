import type { DatabaseSync } from 'node:sqlite'

const ARCHIVE = "UPDATE orders SET status = 'archived' WHERE number = ?"

export function archiveOrders(db: DatabaseSync, numbers: string[]): number {
  const statement = db.prepare(ARCHIVE)
  let changed = 0
  db.exec('BEGIN')
  try {
    for (const number of new Set(numbers)) changed += Number(statement.run(number).changes)
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
  return changed
}
