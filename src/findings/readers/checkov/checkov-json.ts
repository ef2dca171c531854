import { asInteger, asObject, asText, field } from '../../json/access.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import type { JsonOutline, Reader, ReadItem } from '../port.ts'
import { checkovPath, toCheckovDraft } from './checkov-record.ts'

const LISTS = ['passed_checks', 'failed_checks', 'skipped_checks', 'parsing_errors'] as const

/** Checkov's JSON: the report of one framework, a list of such reports, or bare counts where nothing was checked. */
export const checkovJson: Reader = {
  name: 'checkov-json',
  folder: 'checkov',
  format: 'json',
  tools: ['checkov'],
  facts: {
    title: 'Checkov, JSON',
    proof: { by: 'captured', tools: ['Checkov 3.3.30'] },
    severity: '`severity`, which is null without an account with the vendor: unknown then',
    confidence: 'none',
    cwe: 'none; CWE-798 for secrets',
    location: 'Lines only, of the whole block; `repo_file_path`, relative to where Checkov ran',
    identity: 'None. `resource` of a secret is an unkeyed digest of it, and is not kept',
    incomplete: '`parsing_errors`: the file counts as failed. With `--quiet` only their number is there',
    limits: [
      'Where no resource was found the report is bare counts: the run counts as not run.',
      'Checks that are left out by option are not in the report.',
      'Packages and licenses (`sca_package`, `sca_image`) are read after the source code of Checkov: they need an account.',
    ],
  },
  detect({ json }) {
    const first = Array.isArray(json) ? json[0] : json
    return (
      (field(first, 'check_type') !== undefined && asObject(field(first, 'results')) !== null) ||
      (field(first, 'checkov_version') !== undefined && field(first, 'resource_count') !== undefined)
    )
  },
  *read(report): Generator<ReadItem> {
    const outline = report.outline(...LISTS.flatMap((list) => [`/results/${list}`, `/*/results/${list}`]))
    const { value } = outline
    const parts: [unknown, string][] = Array.isArray(value)
      ? value.map((part, index) => [part, `/${index}`])
      : [[value, '']]
    const isReport = parts.some(([part]) => field(part, 'check_type') !== undefined)
    const isBare = !isReport && field(value, 'checkov_version') !== undefined
    yield {
      type: 'run',
      run: {
        tool: 'checkov',
        version:
          asText(field(value, 'checkov_version')) ??
          asText(field(parts[0]?.[0], 'summary', 'checkov_version')),
        targets: [],
        ...(isReport ? {} : { status: isBare ? ('not-run' as const) : ('failed' as const) }),
      },
    }
    if (isBare)
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'warning',
          code: 'nothing-checked',
          message: 'Checkov found nothing that it could check',
          path: report.name,
          position: '',
        },
      }
    else if (!isReport) yield notThisFormat(outline, report.name, '', 'There is no report of a framework')
    else for (const [part, pointer] of parts) yield* readFramework(outline, part, pointer, report.name)
  },
}

/** What one framework (Terraform, Kubernetes, Dockerfile, …) says. */
function* readFramework(
  outline: JsonOutline,
  part: unknown,
  pointer: string,
  report: string,
): Generator<ReadItem> {
  const results = `${pointer}/results`
  if (!outline.has(`${results}/failed_checks`) && !outline.isCut(pointer))
    yield badResult(report, results, 'There is no list of failed checks')
  for (const { value } of outline.elements(`${results}/passed_checks`)) {
    const path = checkovPath(value)
    if (path !== null) yield { type: 'target', path, status: 'scanned' }
  }
  yield* parsingErrors(outline, part, pointer, report)
  const framework = asText(field(part, 'check_type')) ?? ''
  for (const list of ['failed_checks', 'skipped_checks'])
    for (const { value, pointer: at } of outline.elements(`${results}/${list}`)) {
      const draft = toCheckovDraft(value, framework, at)
      yield draft === null ? badResult(report, at, 'A check has no id or file') : { type: 'finding', draft }
    }
}

function* parsingErrors(
  outline: JsonOutline,
  part: unknown,
  pointer: string,
  report: string,
): Generator<ReadItem> {
  let listed = 0
  for (const { value, pointer: at } of outline.elements(`${pointer}/results/parsing_errors`)) {
    const path = asText(value)
    if (path === null) continue
    listed++
    yield { type: 'target', path, status: 'failed', reason: 'parsing error' }
    yield fault(`${path} could not be parsed`, report, at)
  }
  const counted = asInteger(field(part, 'summary', 'parsing_errors')) ?? 0
  if (counted > listed)
    yield fault(
      `${counted - listed} files could not be parsed; the report does not name them`,
      report,
      `${pointer}/summary/parsing_errors`,
    )
}

const fault = (message: string, path: string, position: string): ReadItem => ({
  type: 'diagnostic',
  diagnostic: { level: 'error', code: 'parse-error', message, path, position },
})
