import { asObject, asText, field } from '../../json/access.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import type { JsonOutline, Reader, ReadItem } from '../port.ts'
import { targetOfError, toDiagnostic } from '../semgrep-errors.ts'
import { toSemgrepDraft } from './semgrep-result.ts'

/**
 * JSON of Semgrep, of OpenGrep (the same format) and of their core (`-json_nodots`, which also reports
 * suppressed matches, marked `is_ignored`). That a file broke is not always in `errors`: whoever runs
 * the engine checks each target's syntax itself.
 */
export const semgrepJson: Reader = {
  name: 'semgrep-json',
  format: 'json',
  folder: 'semgrep',
  tools: ['semgrep', 'opengrep'],
  facts: {
    title: 'Semgrep and OpenGrep, JSON',
    proof: { by: 'captured', tools: ['Semgrep 1.182.0', 'OpenGrep 1.30.0'] },
    severity: '`extra.severity`: CRITICAL, HIGH or ERROR, MEDIUM or WARNING, LOW or INFO',
    confidence: '`metadata.confidence`',
    cwe: '`metadata.cwe`, `cwe_id`, `cwe-id`, `cwes`: text or list',
    location: 'UTF-8 bytes, 1-based, end exclusive',
    identity: '`fingerprint`, unless it is `requires login`',
    incomplete: '`errors[]`: the file counts as failed, also at level `warn`; `paths.skipped`',
    limits: [
      'Matches that `nosemgrep` suppresses are not in the report (they are in SARIF).',
      'A file that does not parse may leave no trace (seen with Python): `sbr scan` checks syntax itself.',
      'Rule ids carry the path of a local configuration as a prefix.',
    ],
  },
  detect({ json: value }) {
    if (!Array.isArray(field(value, 'results')) || field(value, 'metrics') !== undefined) return false
    return (
      field(value, 'results', 0, 'check_id') !== undefined ||
      (asObject(field(value, 'paths')) !== null && Array.isArray(field(value, 'errors')))
    )
  },
  *read(report): Generator<ReadItem> {
    const outline = report.outline('/results', '/paths/scanned', '/paths/skipped', '/errors')
    const { value } = outline
    const readable = outline.has('/results')
    yield {
      type: 'run',
      run: {
        tool: toolOf(value),
        version: asText(field(value, 'version')),
        ...(readable ? {} : { status: 'failed' as const }),
        targets: [],
      },
    }
    if (!readable) {
      yield notThisFormat(outline, report.name, '/results', 'There is no list of results')
      return
    }
    yield* targetsOf(outline)
    for (const { value: error, pointer } of outline.elements('/errors')) {
      const target = targetOfError(error)
      if (target !== null) yield { type: 'target', ...target }
      yield toDiagnostic(error, report.name, pointer)
    }
    for (const { value: result, pointer } of outline.elements('/results')) {
      const draft = toSemgrepDraft(result, pointer)
      yield draft === null
        ? badResult(report.name, pointer, 'A result has no rule or file')
        : { type: 'finding', draft }
    }
  },
}

function* targetsOf(outline: JsonOutline): Generator<ReadItem> {
  for (const { value } of outline.elements('/paths/scanned')) {
    const path = asText(value)
    if (path !== null) yield { type: 'target', path, status: 'scanned' }
  }
  for (const { value } of outline.elements('/paths/skipped')) {
    const path = asText(field(value, 'path'))
    const reason = asText(field(value, 'reason')) ?? 'skipped'
    if (path !== null) yield { type: 'target', path, status: 'skipped', reason }
  }
}

/**
 * Both write one format. Semgrep names its engine (`engine_requested`) and hides fingerprints from who is
 * not logged in; OpenGrep does neither. Seen with Semgrep 1.182 and OpenGrep 1.30.
 */
function toolOf(report: unknown): string {
  if (field(report, 'engine_requested') !== undefined) return 'semgrep'
  return field(report, 'interfile_languages_used') !== undefined ? 'opengrep' : 'semgrep'
}
