import type { DatabaseSync } from 'node:sqlite'

export function archiveOrders(db: DatabaseSync, numbers: string[]): number {
  const marks = numbers.map(() => '?').join(', ')
  const result = db
    .prepare(`UPDATE orders SET status = 'archived' WHERE number IN (${marks})`)
    .run(...numbers)
  return Number(result.changes)
}
