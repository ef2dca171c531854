import type { AccessTables } from './tables/access.ts'
import type { KnowledgeTables } from './tables/knowledge.ts'
import type { LearningTables } from './tables/learning.ts'
import type { ScanTables } from './tables/scans.ts'

/** Every table of the schema `sbr`, as kysely sees it. `sql/` is the truth; `schema.test.ts` compares the two. */
export interface Schema extends ScanTables, KnowledgeTables, LearningTables, AccessTables {}
