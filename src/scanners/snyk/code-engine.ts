import { LANGUAGES } from '../../kernel/index.ts'
import type { ProcessResult } from '../../platform/index.ts'
import { createExternalEngine } from '../external/create-external-engine.ts'
import type { ExternalAnswer, ExternalBatch } from '../external/external-tool.ts'
import { describeEnd, fieldOf } from '../external/parse-answer.ts'
import { acceptsLanguages } from '../shared/run-builder.ts'
import type { Staging } from '../shared/staging.ts'
import { HOW_TO_GET_SNYK, missingToken, readSnykReport, snykVariables } from './exit-codes.ts'

/** Snyk Code: the source is sent to Snyk's service. Its rules are Snyk's and change there; only the CLI's version is pinned. */
export const createSnykCode = createExternalEngine({
  name: 'snyk-code',
  executable: 'snyk',
  lineage: 'snyk',
  languages: [...LANGUAGES],
  how: HOW_TO_GET_SNYK,
  versionArgs: ['--version'],
  missing: ({ environment }) => missingToken(environment),
  variables: async ({ environment }) => snykVariables(environment),
  accepts: acceptsLanguages(LANGUAGES),
  batches: (targets) => (targets.length === 0 ? [] : [{ targets, plan: {} }]),
  args: () => ['code', 'test', '--sarif'],
  startMs: 300_000,
  reader: 'sarif',
  answer: readAnswer,
})

function readAnswer(result: ProcessResult, staging: Staging, { targets }: ExternalBatch): ExternalAnswer {
  const read = readSnykReport(result)
  if ('failure' in read) return read
  const run: unknown = asArray(fieldOf(read.report, 'runs'))[0]
  if (!Array.isArray(fieldOf(run, 'results'))) return { failure: describeEnd('snyk code', result) }
  const supported = asArray(fieldOf(fieldOf(run, 'properties'), 'coverage'))
    .filter((entry) => fieldOf(entry, 'type') === 'SUPPORTED')
    .reduce<number>((sum, entry) => sum + Number(fieldOf(entry, 'files') ?? 0), 0)
  // It counts files and names none: where one is missing, any may be the one.
  if (supported < targets.length)
    return {
      failure: {
        code: 'not-scanned',
        message: `Snyk Code says that it looked at ${supported} of ${targets.length} files, and not at which`,
      },
    }
  return { failure: null, report: restoreUris(read.report, staging), scanned: 'all', failed: new Map() }
}

const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** A copy of a SARIF document with the own path in each `uri` that names a staged file. */
function restoreUris(value: unknown, staging: Staging): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((item) => restoreUris(item, staging))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const path = key === 'uri' && typeof item === 'string' ? staging.originalOf(item) : null
      return [
        key,
        path === null ? restoreUris(item, staging) : path.split('/').map(encodeURIComponent).join('/'),
      ]
    }),
  )
}
