import type { RunStatus } from '../../../kernel/index.ts'
import { asArray, asInteger, asText, asTexts, field } from '../../json/access.ts'
import type { ReadItem, RunDraft } from '../port.ts'
import { artifactPath } from './sarif-location.ts'

/** `results: null` means that the tool never ran; an invocation that failed, or an error it reports, that the run failed. */
export function sarifRunStatus(run: unknown, hasResults: boolean): RunStatus {
  if (!hasResults) return 'not-run'
  const failed = asArray(field(run, 'invocations')).some(
    (invocation) =>
      field(invocation, 'executionSuccessful') === false ||
      notificationsOf(invocation).some(([notification]) => levelOf(notification) === 'error'),
  )
  return failed ? 'failed' : 'complete'
}

/** Artifacts that the run names as its targets; `all` where the tool lists nothing but what it scanned, and gives no roles. */
export function sarifTargets(run: unknown, all = false): RunDraft['targets'] {
  const targets: RunDraft['targets'] = []
  for (const artifact of asArray(field(run, 'artifacts'))) {
    if (!all && !asTexts(field(artifact, 'roles') ?? []).includes('analysisTarget')) continue
    const path = artifactPath(field(artifact, 'location'), run)
    if (path !== null) targets.push({ path, status: 'scanned' })
  }
  for (const invocation of asArray(field(run, 'invocations')))
    for (const [notification] of notificationsOf(invocation)) {
      const broken = breaksScan(notification)
      if (!broken && !tellsOfTarget(notification)) continue
      const path = artifactPath(
        field(notification, 'locations', 0, 'physicalLocation', 'artifactLocation'),
        run,
      )
      if (path === null) continue
      targets.push(
        broken ? { path, status: 'failed', reason: codeOf(notification) } : { path, status: 'scanned' },
      )
    }
  return targets
}

/** What the tool says about its own run, beside results. */
export function* invocationItems(run: unknown, report: string, pointer: string): Generator<ReadItem> {
  for (const [index, invocation] of asArray(field(run, 'invocations')).entries()) {
    if (field(invocation, 'executionSuccessful') === false)
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: 'execution-failed',
          message: asText(field(invocation, 'exitCodeDescription')) ?? 'The tool says that its run failed',
          path: report,
          position: `${pointer}/invocations/${index}`,
        },
      }
    for (const [notification, at] of notificationsOf(invocation)) {
      if (tellsOfTarget(notification)) continue
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: levelOf(notification),
          code: codeOf(notification),
          message: asText(field(notification, 'message', 'text')) ?? codeOf(notification),
          path: report,
          position: `${pointer}/invocations/${index}${at}`,
        },
        incomplete: breaksScan(notification),
      }
    }
  }
  // Snyk Code lists how many files of which kind it could not parse.
  for (const [index, coverage] of asArray(field(run, 'properties', 'coverage')).entries()) {
    const type = asText(field(coverage, 'type')) ?? ''
    const files = asInteger(field(coverage, 'files')) ?? 0
    if (!type.startsWith('FAILED') || files === 0) continue
    yield {
      type: 'diagnostic',
      diagnostic: {
        level: 'error',
        code: 'target-failed',
        message: `${files} files could not be parsed (${asText(field(coverage, 'lang')) ?? 'no language'})`,
        path: report,
        position: `${pointer}/properties/coverage/${index}`,
      },
    }
  }
}

function notificationsOf(invocation: unknown): [notification: unknown, pointer: string][] {
  return ['toolExecutionNotifications', 'toolConfigurationNotifications'].flatMap((key) =>
    asArray(field(invocation, key)).map((item, index): [unknown, string] => [item, `/${key}/${index}`]),
  )
}

/** SARIF's default level of a notification is `warning` (3.58.6). */
function levelOf(notification: unknown): 'error' | 'warning' | 'note' {
  const level = asText(field(notification, 'level'))
  if (level === 'error') return 'error'
  return level === 'note' || level === 'none' ? 'note' : 'warning'
}

const codeOf = (notification: unknown): string =>
  (asText(field(notification, 'descriptor', 'id')) ?? 'notification')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .toLowerCase()

/** CodeQL tells of each file that it took in by a notification of level `none`. */
const tellsOfTarget = (notification: unknown): boolean =>
  codeOf(notification).endsWith('successfully-extracted-files')

/** Semgrep reports a file it parsed in part as a warning of a successful run. */
const breaksScan = (notification: unknown): boolean =>
  levelOf(notification) === 'error' ||
  (levelOf(notification) === 'warning' &&
    /pars|syntax|time-?out|memory|too-many-matches/i.test(codeOf(notification)))
