import { asArray, asObject, asText, asTexts, field } from '../../json/access.ts'
import { badResult, elements, faultsOf, notThisFormat } from '../document-faults.ts'
import type { Reader, ReadItem, RunDraft } from '../port.ts'
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
  tools: ['semgrep', 'opengrep'],
  detect(input) {
    const { value } = input.json()
    if (!Array.isArray(field(value, 'results')) || field(value, 'metrics') !== undefined) return false
    return (
      field(value, 'results', 0, 'check_id') !== undefined ||
      (asObject(field(value, 'paths')) !== null && Array.isArray(field(value, 'errors')))
    )
  },
  *read(input): Generator<ReadItem> {
    const document = input.json()
    const { value } = document
    const results = field(value, 'results')
    yield { type: 'run', run: runOf(value, Array.isArray(results)) }
    yield* faultsOf(document, input.name)
    if (!Array.isArray(results)) {
      yield notThisFormat(document, input.name, '/results', 'There is no list of results')
      return
    }
    for (const [error, pointer] of elements(document, field(value, 'errors'), '/errors'))
      yield toDiagnostic(error, input.name, pointer)
    for (const [result, pointer] of elements(document, results, '/results')) {
      const draft = toSemgrepDraft(result, pointer)
      yield draft === null
        ? badResult(input.name, pointer, 'A result has no rule or file')
        : { type: 'finding', draft }
    }
  },
}

function runOf(report: unknown, readable: boolean): RunDraft {
  const targets: RunDraft['targets'] = []
  for (const path of asTexts(field(report, 'paths', 'scanned') ?? []))
    targets.push({ path, status: 'scanned' })
  for (const skipped of asArray(field(report, 'paths', 'skipped'))) {
    const path = asText(field(skipped, 'path'))
    const reason = asText(field(skipped, 'reason')) ?? 'skipped'
    if (path !== null) targets.push({ path, status: 'skipped', reason })
  }
  for (const error of asArray(field(report, 'errors'))) {
    const target = targetOfError(error)
    if (target !== null) targets.push(target)
  }
  return {
    tool: toolOf(report),
    version: asText(field(report, 'version')),
    ...(readable ? {} : { status: 'failed' as const }),
    targets,
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
