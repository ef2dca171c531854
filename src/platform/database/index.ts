export { connectClient } from './connect.ts'
export { type Database, openDatabase } from './database.ts'
export type { Schema } from './schema.ts'
export type { RepositoryKind } from './tables/scans.ts'
