import type { ProcessResult } from '../../platform/index.ts'
import { createExternalEngine } from '../external/create-external-engine.ts'
import type { ExternalAnswer, ExternalBatch } from '../external/external-tool.ts'
import { isLockFile, lockBatches } from '../external/lock-batches.ts'
import { describeEnd, fieldOf } from '../external/parse-answer.ts'
import type { Staging } from '../shared/staging.ts'
import { HOW_TO_GET_SNYK, missingToken, readSnykReport, snykVariables } from './exit-codes.ts'

/** Snyk Open Source over lock files, each on its own: nothing is installed, no package manager is started. */
export const createSnykOpenSource = createExternalEngine({
  name: 'snyk-open-source',
  executable: 'snyk',
  lineage: 'snyk-advisories',
  languages: [],
  how: HOW_TO_GET_SNYK,
  versionArgs: ['--version'],
  missing: ({ environment }) => missingToken(environment),
  variables: async ({ environment }) => snykVariables(environment),
  accepts: isLockFile('package-lock.json', 'poetry.lock'),
  batches: lockBatches,
  args: ({ paths }) => ['test', '--json', `--file=${paths[0]}`],
  startMs: 120_000,
  reader: 'snyk',
  answer: readAnswer,
  // Snyk names the manifest, which may not be among the targets; what it looked at is the lock file.
  place: (finding, { targets }) => ({
    ...finding,
    location: finding.location ? { ...finding.location, path: targets[0]?.path ?? '' } : null,
  }),
})

function readAnswer(result: ProcessResult, _staging: Staging, { targets }: ExternalBatch): ExternalAnswer {
  const read = readSnykReport(result)
  if ('failure' in read) return read
  const { report } = read
  if (!Array.isArray(fieldOf(report, 'vulnerabilities')) || fieldOf(report, 'error') !== undefined)
    return { failure: describeEnd('snyk test', result) }
  const lock = targets[0]?.path ?? ''
  const named = { ...(report as object), displayTargetFile: lock, path: '' }
  return {
    failure: null,
    report: named,
    scanned: 'all',
    failed: new Map(),
  }
}
