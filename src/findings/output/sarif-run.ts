import type { ScanRun } from '../../kernel/index.ts'
import { describeTail, type ToolWords } from './sarif-extension.ts'
import { SOURCE_ROOT, toArtifact } from './sarif-location.ts'
import type { SarifLevel, SarifNotification, SarifRule } from './sarif-log.ts'

/** Elements of a list that are written at a time. */
const PIECE = 1000

/** How a run begins: everything that is known before its first result. */
export const openRun = (id: string, tool: ToolWords, category: string): string =>
  `{${[
    member('columnKind', 'utf16CodeUnits'),
    member('automationDetails', { id: category }),
    member('originalUriBaseIds', {
      [SOURCE_ROOT]: { description: { text: 'The folder that was scanned.' } },
    }),
    member('properties', { sbr: { schemaVersion: 1, run: id, tool } }),
  ].join(',')}`

/** How it ends: the tool with its rules, how the scan went, and what was scanned. */
export function* closeRun(run: ScanRun, rules: Iterable<SarifRule>): Generator<string> {
  const { name, version } = run.tool
  const driver = version === null ? { name } : { name, version }
  yield `,"tool":{"driver":${JSON.stringify(driver).slice(0, -1)},"rules":[`
  yield* pieces(rules)
  yield `]}},${member('invocations', [invocationOf(run)])},"artifacts":[`
  yield* pieces(scannedArtifacts(run))
  yield ']}'
}

function* pieces(items: Iterable<unknown>): Generator<string> {
  let batch: string[] = []
  let first = true
  for (const item of items) {
    batch.push(JSON.stringify(item))
    if (batch.length < PIECE) continue
    yield `${first ? '' : ','}${batch.join(',')}`
    first = false
    batch = []
  }
  if (batch.length > 0) yield `${first ? '' : ','}${batch.join(',')}`
}

function* scannedArtifacts({ targets }: ScanRun): Generator<unknown> {
  for (const { path, status } of targets)
    if (status === 'scanned') yield { location: toArtifact(path), roles: ['analysisTarget'] }
}

const invocationOf = (run: ScanRun) => ({
  // A run that gave results of a part of its targets did run; what it did not reach is among the notifications.
  executionSuccessful: run.status === 'complete' || run.status === 'partial',
  toolExecutionNotifications: notificationsOf(run),
  properties: { sbr: describeTail(run) },
})

function notificationsOf({ status, diagnostics, targets }: ScanRun): SarifNotification[] {
  const told = diagnostics.map(({ code, level, message }) => notify(code, level, message))
  for (const { path, reason, status } of targets)
    if (status === 'failed')
      told.push({
        ...notify('target-failed', 'error', reason ?? 'The file could not be scanned'),
        locations: [{ physicalLocation: { artifactLocation: toArtifact(path) } }],
      })
  // SARIF has no word for a scan that reached a part of its targets: an error that is told is what others look for.
  if (status === 'partial' && !told.some(({ level }) => level === 'error'))
    told.push(notify('scan-incomplete', 'error', 'The scan did not reach everything that it was asked for'))
  return told
}

const notify = (id: string, level: SarifLevel, text: string): SarifNotification => ({
  descriptor: { id },
  level,
  message: { text },
})

const member = (name: string, value: unknown): string => `${JSON.stringify(name)}:${JSON.stringify(value)}`
