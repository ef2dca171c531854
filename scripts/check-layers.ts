// Checks `src/` against layers.json. Exit code 0: it holds; 1: it does not, one line for each break.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findViolations } from './layers/find-violations.ts'

const root = process.argv[2] ?? dirname(dirname(fileURLToPath(import.meta.url)))
const { modules, violations } = await findViolations(root)
for (const violation of violations) process.stdout.write(`${violation}\n`)
process.stdout.write(`layers: ${modules} modules of src/, ${violations.length} violations\n`)
process.exitCode = violations.length === 0 ? 0 : 1
