import { asArray, asText, field } from '../../json/access.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import type { JsonOutline, ReadItem, ReportInput, RunDraft } from '../port.ts'
import { toGitlabDraft } from './gitlab-vulnerability.ts'

/** Reads a security report of GitLab's schema, versions 14 and later, whatever was scanned. */
export function* readGitlabReport(report: ReportInput, fallbackType: string): Generator<ReadItem> {
  const outline = report.outline(
    '/vulnerabilities',
    '/dependency_files',
    '/remediations',
    '/scan/scanned_resources',
  )
  const { value } = outline
  const scan = field(value, 'scan')
  const readable = outline.has('/vulnerabilities')
  yield { type: 'run', run: { ...runOf(scan), ...(readable ? {} : { status: 'failed' as const }) } }
  if (!readable) {
    yield notThisFormat(outline, report.name, '/vulnerabilities', 'There is no list of vulnerabilities')
    return
  }
  yield* scanItems(scan, outline, report.name)
  const managers = new Map<string, string>()
  for (const { value: file } of outline.elements('/dependency_files')) {
    const path = asText(field(file, 'path'))
    if (path === null) continue
    yield { type: 'target', path, status: 'scanned' }
    const manager = asText(field(file, 'package_manager'))
    if (manager !== null && managers.size < MAX_MANIFESTS) managers.set(path, manager)
  }
  const type = asText(field(scan, 'type')) ?? fallbackType
  for (const { value: vulnerability, pointer } of outline.elements('/vulnerabilities')) {
    const draft = toGitlabDraft({ vulnerability, pointer, type, managers })
    yield draft === null
      ? badResult(report.name, pointer, 'A vulnerability has no identifier')
      : { type: 'finding', draft }
  }
}

/** The scanner is the tool: the analyzer is what GitLab wraps around it. */
function runOf(scan: unknown): RunDraft {
  const scanner = field(scan, 'scanner') ?? field(scan, 'analyzer')
  const status = asText(field(scan, 'status'))
  return {
    tool: (asText(field(scanner, 'id')) ?? 'gitlab').toLowerCase(),
    version: asText(field(scanner, 'version')),
    ...(status === 'failure' ? { status: 'failed' as const } : {}),
    targets: [],
  }
}

function* scanItems(scan: unknown, outline: JsonOutline, report: string): Generator<ReadItem> {
  const status = asText(field(scan, 'status'))
  if (status !== 'success' && !outline.isCut('/scan'))
    yield {
      type: 'diagnostic',
      diagnostic: {
        level: status === 'failure' ? 'error' : 'warning',
        code: status === 'failure' ? 'scan-failed' : 'no-scan-status',
        message:
          status === 'failure'
            ? 'The report says that the scan failed'
            : 'The report does not say whether the scan succeeded',
        path: report,
        position: '/scan/status',
      },
      incomplete: true,
    }
  for (const [index, message] of asArray(field(scan, 'messages')).entries()) {
    const text = asText(field(message, 'value')) ?? ''
    const level = asText(field(message, 'level'))
    yield {
      type: 'diagnostic',
      diagnostic: {
        level: level === 'fatal' ? 'error' : level === 'warn' ? 'warning' : 'note',
        code: 'scan-message',
        message: text,
        path: report,
        position: `/scan/messages/${index}`,
      },
      incomplete: level === 'fatal' || (level === 'warn' && TELLS_OF_GAP.test(text)),
    }
  }
}

/** Manifests whose package manager is remembered. */
const MAX_MANIFESTS = 100_000

/** Words of warnings after which something was not scanned. */
const TELLS_OF_GAP = /pars|syntax|time.?out|skip|fail|unable|could not|not supported/i
