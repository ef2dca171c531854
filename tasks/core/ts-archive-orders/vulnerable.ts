import type { DatabaseSync } from 'node:sqlite'

export function archiveOrders(db: DatabaseSync, numbers: string[]): number {
  const list = numbers.map((number) => `'${number}'`).join(', ')
  const result = db.prepare(`UPDATE orders SET status = 'archived' WHERE number IN (${list})`).run()
  return Number(result.changes)
}
