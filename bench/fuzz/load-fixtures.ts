import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every report among the readers' fixtures, in an order that is the same everywhere. */
export function loadFixtures(): Buffer[] {
  const readers = join(import.meta.dirname, '../../src/findings/readers')
  return globSync('*/testdata/**/*.{json,jsonl,sarif,xml,csv}', { cwd: readers })
    .filter((file) => !file.includes('/project/') && !file.endsWith('expected.json'))
    .sort()
    .map((file) => readFileSync(join(readers, file)))
}
