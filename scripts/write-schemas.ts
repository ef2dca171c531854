/** Writes `schemas/*.schema.json`, the published form of what `sbr` prints: `node scripts/write-schemas.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { FindingSchema, IssueSchema, ScanRunSchema } from '../src/kernel/index.ts'

/** Version of the schemas: a finding carries it as `schemaVersion`. */
const VERSION = 1

const SCHEMAS = [
  { name: 'finding', title: 'Finding', schema: FindingSchema },
  { name: 'scan-run', title: 'Scan run', schema: ScanRunSchema },
  { name: 'issue', title: 'Issue', schema: IssueSchema },
] as const

/** Each published schema by its path, as it has to be. */
export const schemaFiles = (): { path: string; text: string }[] =>
  SCHEMAS.map(({ name, title, schema }) => ({
    path: join(import.meta.dirname, '../schemas', `${name}.schema.json`),
    text: `${JSON.stringify(
      {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        // A name, not an address: it is fetched from nowhere.
        $id: `urn:sbr:schema:${name}:${VERSION}`,
        title,
        ...schema,
      },
      null,
      2,
    )}\n`,
  }))

if (import.meta.main)
  for (const { path, text } of schemaFiles()) {
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, text)
  }
