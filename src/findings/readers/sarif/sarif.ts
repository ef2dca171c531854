import { asArray, asText, field } from '../../json/access.ts'
import { badResult, elements, faultsOf } from '../document-faults.ts'
import type { Reader, ReadItem } from '../port.ts'
import { toSarifDraft } from './sarif-result.ts'
import { createSarifRules } from './sarif-rules.ts'
import { invocationItems, sarifRunStatus, sarifTargets } from './sarif-run.ts'
import { SARIF_TOOLS, toolProfile } from './tool-profiles.ts'

/**
 * SARIF 2.1.0, read leniently: real files break the schema (fingerprints as objects, no message, draft
 * properties). What a result lacks is a diagnostic; the result is kept where it names a rule.
 */
export const sarif: Reader = {
  name: 'sarif',
  format: 'sarif',
  tools: SARIF_TOOLS,
  detect(input) {
    const { value } = input.json()
    return (
      Array.isArray(field(value, 'runs')) &&
      (field(value, 'version') !== undefined || /sarif/i.test(asText(field(value, '$schema')) ?? ''))
    )
  },
  *read(input): Generator<ReadItem> {
    const document = input.json()
    const runs = field(document.value, 'runs')
    const version = asText(field(document.value, 'version'))
    const cutRun = asArray(runs).findIndex((_, index) => document.isCut(`/runs/${index}`))
    // A fault belongs to the run in which reading ended; outside of any run, to the report.
    if (cutRun < 0) yield* faultsOf(document, input.name)
    if (version !== null && version !== '2.1.0')
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'warning',
          code: 'sarif-version',
          message: `SARIF ${version} is read as 2.1.0`,
          path: input.name,
          position: '/version',
        },
      }
    for (const [index, run] of asArray(runs).entries()) {
      const pointer = `/runs/${index}`
      const profile = toolProfile(asText(field(run, 'tool', 'driver', 'name')))
      const results = field(run, 'results')
      yield {
        type: 'run',
        run: {
          tool: profile.name,
          version:
            asText(field(run, 'tool', 'driver', 'semanticVersion')) ??
            asText(field(run, 'tool', 'driver', 'version')),
          status: sarifRunStatus(run),
          targets: sarifTargets(run),
        },
      }
      if (index === cutRun) yield* faultsOf(document, input.name)
      if (!Array.isArray(results) && !document.isCut(`${pointer}/results`))
        yield {
          type: 'diagnostic',
          diagnostic: {
            level: 'error',
            code: 'no-results',
            message: 'The run has no list of results: the tool did not run to its end',
            path: input.name,
            position: `${pointer}/results`,
          },
        }
      yield* invocationItems(run, input.name, pointer)
      const rules = createSarifRules(run)
      for (const [result, at] of elements(document, results, `${pointer}/results`)) {
        if (asText(field(result, 'kind')) === 'pass' || asText(field(result, 'baselineState')) === 'absent')
          continue
        const draft = toSarifDraft({ result, pointer: at, run, rules, profile })
        if (draft === null) yield badResult(input.name, at, 'A result names no rule')
        else yield { type: 'finding', draft }
      }
    }
  },
}
