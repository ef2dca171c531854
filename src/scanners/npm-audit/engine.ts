import { dirname } from 'node:path'
import type { ProcessResult } from '../../platform/index.ts'
import { createExternalEngine } from '../external/create-external-engine.ts'
import type { ExternalAnswer } from '../external/external-tool.ts'
import { isLockFile, lockBatches } from '../external/lock-batches.ts'
import { describeEnd, fieldOf, parseOutput } from '../external/parse-answer.ts'

/**
 * `npm audit` over lock files: asks the registry that npm is configured for, so it runs only where it is named.
 * The scanned project's own `.npmrc` is not read: it could send the question elsewhere.
 */
export const createNpmAudit = createExternalEngine({
  name: 'npm-audit',
  executable: 'npm',
  lineage: 'github-advisories',
  languages: [],
  how: 'Install npm and put it on PATH.',
  versionArgs: ['--version'],
  variables: async ({ environment }) => {
    const names = Object.keys(environment).filter((name) =>
      /^npm_config_|^(?:https?|no)_proxy$|^NODE_EXTRA_CA_CERTS$/i.test(name),
    )
    return {
      ...Object.fromEntries(names.map((name) => [name, environment[name] ?? ''])),
      PATH: `${dirname(process.execPath)}:${environment.PATH ?? ''}`,
    }
  },
  accepts: isLockFile('package-lock.json', 'npm-shrinkwrap.json'),
  batches: lockBatches,
  args: () => ['audit', '--json', '--package-lock-only', '--ignore-scripts'],
  startMs: 120_000,
  reader: 'npm-audit',
  answer: readAnswer,
  // The report names no manifest.
  place: (finding, { targets }) => ({
    ...finding,
    package: finding.package
      ? { ...finding.package, paths: [targets[0]?.path ?? '', ...finding.package.paths] }
      : null,
  }),
})

/** Exit code 1 is both "found something" and "could not ask": the report tells them apart. */
function readAnswer(result: ProcessResult): ExternalAnswer {
  const report = parseOutput(result)
  const hasList =
    fieldOf(report, 'vulnerabilities') !== undefined || fieldOf(report, 'advisories') !== undefined
  if (!hasList || fieldOf(report, 'metadata') === undefined || fieldOf(report, 'error') !== undefined)
    return { failure: describeEnd('npm audit', result) }
  return { failure: null, report, scanned: 'all', failed: new Map() }
}
