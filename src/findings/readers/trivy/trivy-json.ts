import { asArray, asObject, asText, field } from '../../json/access.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import type { JsonOutline, Reader, ReadItem } from '../port.ts'
import { type Lines, linesAt, TRIVY_DRAFTS, type TrivyTarget } from './trivy-drafts.ts'

const LISTS = [...Object.keys(TRIVY_DRAFTS), 'Packages', 'ExperimentalModifiedFindings']

/** Trivy's JSON, schema 2: a target holds vulnerabilities, misconfigurations, secrets and licences side by side. */
export const trivyJson: Reader = {
  name: 'trivy-json',
  folder: 'trivy',
  format: 'json',
  tools: ['trivy'],
  facts: {
    title: 'Trivy, JSON',
    proof: { by: 'captured', tools: ['Trivy 0.69.1, with a vulnerability database of our own'] },
    severity: '`Severity`: CRITICAL, HIGH, MEDIUM, LOW; UNKNOWN is unknown',
    confidence: 'none (`Confidence` of a licence is not read)',
    cwe: '`CweIDs` of vulnerabilities; CWE-798 for every secret',
    location:
      'lines, 1-based; of a vulnerability those on which the lockfile names the package. Columns of SARIF are always 1 and not kept',
    identity:
      'vulnerability: id with `VendorIDs`, package, lockfile. `Fingerprint` changes with the version and is none; secrets are masked and have only a position',
    incomplete: 'no `Results`: nothing was found that it can scan',
    limits: [
      'A scan for secrets alone that finds none has no `Results` either, and is not taken for complete.',
      'A file that cannot be read is said on standard error only.',
      'Targets in which secrets were looked for, but not found, are not listed.',
      'Packages of a distribution have no file.',
      'Suppressed results are in the report only with `--show-suppressed`.',
      'SARIF has no ecosystem (it is derived from the name of the lockfile), no aliases and no CWE, and looks complete where nothing was scanned.',
    ],
  },
  detect({ json }) {
    return (
      field(json, 'SchemaVersion') !== undefined &&
      (field(json, 'ArtifactName') !== undefined || field(json, 'ArtifactType') !== undefined)
    )
  },
  *read(report): Generator<ReadItem> {
    const outline = report.outline(...LISTS.map((list) => `/Results/*/${list}`))
    const { value } = outline
    const results = field(value, 'Results')
    const isTrivy = Array.isArray(results) || field(value, 'SchemaVersion') !== undefined
    yield {
      type: 'run',
      run: {
        tool: 'trivy',
        version: asText(field(value, 'Trivy', 'Version')),
        targets: [],
        ...(isTrivy ? {} : { status: 'failed' as const }),
      },
    }
    if (!isTrivy) yield notThisFormat(outline, report.name, '/Results', 'There is no list of results')
    else if (!Array.isArray(results))
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'warning',
          code: 'nothing-scanned',
          message: 'Trivy found nothing that it can scan; or it looked for secrets only, and found none',
          path: report.name,
        },
        incomplete: true,
      }
    for (const [index, result] of asArray(results).entries())
      yield* readResult(outline, result, `/Results/${index}`, report.name)
  },
}

function* readResult(
  outline: JsonOutline,
  result: unknown,
  base: string,
  report: string,
): Generator<ReadItem> {
  if (asObject(result) === null) {
    yield badResult(report, base, 'A target is no object')
    return
  }
  const target = targetOf(outline, result, base)
  if (target.path !== null) yield { type: 'target', path: target.path, status: 'scanned' }
  for (const [list, toDraft] of Object.entries(TRIVY_DRAFTS)) {
    // Go writes an empty list as null.
    if ((field(result, list) ?? null) !== null && !outline.has(`${base}/${list}`))
      yield badResult(report, `${base}/${list}`, 'There is something else where a list should be')
    for (const { value: item, pointer } of outline.elements(`${base}/${list}`)) {
      // With `--include-non-failures` checks that passed are listed, too.
      if (list === 'Misconfigurations' && (asText(field(item, 'Status')) ?? 'FAIL') !== 'FAIL') continue
      const draft = toDraft(item, target, pointer)
      yield draft === null
        ? badResult(report, pointer, 'A result has no id or package')
        : { type: 'finding', draft }
    }
  }
  for (const { value: item, pointer } of outline.elements(`${base}/ExperimentalModifiedFindings`)) {
    const draft = DRAFT_OF_TYPE.get(asText(field(item, 'Type')) ?? '')?.(
      field(item, 'Finding'),
      target,
      pointer,
    )
    if (draft === null || draft === undefined) {
      yield badResult(report, pointer, 'A suppressed result has no id, or a type that is not known')
      continue
    }
    const justification = asText(field(item, 'Statement')) || asText(field(item, 'Source'))
    yield {
      type: 'finding',
      draft: { ...draft, suppressions: [{ kind: 'external', status: 'accepted', justification }] },
    }
  }
}

const DRAFT_OF_TYPE = new Map([
  ['vulnerability', TRIVY_DRAFTS.Vulnerabilities],
  ['misconfiguration', TRIVY_DRAFTS.Misconfigurations],
  ['secret', TRIVY_DRAFTS.Secrets],
  ['license', TRIVY_DRAFTS.Licenses],
])

/** Lines of packages are remembered for one target at a time, and only where one has a vulnerability. */
function targetOf(outline: JsonOutline, result: unknown, base: string): TrivyTarget {
  const name = asText(field(result, 'Target')) ?? ''
  const isFile = name !== '' && asText(field(result, 'Class')) !== 'os-pkgs'
  let known: Map<string, Lines> | null = null
  return {
    path: isFile ? name : null,
    type: asText(field(result, 'Type')) ?? '',
    linesOf(id) {
      if (known === null) {
        known = new Map()
        for (const { value } of outline.elements(`${base}/Packages`)) {
          const first = field(value, 'Locations', 0)
          const uid = asText(field(value, 'Identifier', 'UID'))
          if (first !== undefined && uid !== null) known.set(uid, linesAt(first))
        }
      }
      return known.get(id) ?? null
    },
  }
}
