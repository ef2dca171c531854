import { asArray, asText, field } from '../../json/access.ts'
import type { RunHead } from '../../output/sarif-extension.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import type { JsonOutline, Reader, ReadItem } from '../port.ts'
import { createSarifResults, sarifFingerprints } from './sarif-result.ts'
import { invocationItems, sarifRunStatus, sarifTargets } from './sarif-run.ts'
import { createOwnResults, ownRunItems, readRunHead } from './sbr-sarif.ts'
import { SARIF_TOOLS, toolProfile } from './tool-profiles.ts'

/**
 * SARIF 2.1.0, read leniently: real files break the schema (fingerprints as objects, no message, draft
 * properties). What a result lacks is a diagnostic; the result is kept where it names a rule.
 */
export const sarif: Reader = {
  name: 'sarif',
  format: 'sarif',
  folder: 'sarif',
  tools: SARIF_TOOLS,
  facts: {
    title: 'SARIF 2.1.0 of any tool',
    proof: {
      by: 'captured',
      tools: [
        'Semgrep 1.182.0',
        'OpenGrep 1.30.0',
        'njsscan 1.0.2',
        'gosec 2.30.0',
        'Gitleaks 8.30.1',
        'OSV-Scanner 2.3.5',
        'govulncheck 1.9.0',
        'Trivy 0.69.1',
        'Grype 0.99.1',
        'Snyk CLI 1.1064.0',
        'Dependency-Check 9.2.0',
        'Flawfinder 2.0.20',
        'cppcheck 2.22.0',
        'SpotBugs 4.9.8',
        'Checkov 3.3.30',
        '@microsoft/eslint-formatter-sarif 3.1.0',
      ],
    },
    severity:
      "the tool's own word where its profile knows it, `security-severity`, `level` (result, override, rule, `warning`)",
    confidence: 'where the profile knows a field for it; never from `precision`',
    cwe: 'taxa and relationships to CWE, `properties.cwe`, tags such as `external/cwe/cwe-079`',
    location: '`columnKind` of the run, else what the profile measured; end exclusive',
    identity: '`fingerprints`, `partialFingerprints` (these describe a place, they match nothing alone)',
    incomplete:
      '`results: null`, `executionSuccessful: false`, notifications of level error, `properties.coverage` (Snyk Code)',
    limits: [
      'SARIF of CodeQL, Snyk Code and Brakeman is proven on their documentation only: none of them can be run here.',
      'Suppressed results are kept with their suppressions.',
      'Results of kind `pass` and those that a baseline calls absent are left out.',
    ],
  },
  detect({ json: value }) {
    return (
      Array.isArray(field(value, 'runs')) &&
      (field(value, 'version') !== undefined || /sarif/i.test(asText(field(value, '$schema')) ?? ''))
    )
  },
  *read(report): Generator<ReadItem> {
    const outline = report.outline('/runs/*/results')
    const runs = field(outline.value, 'runs')
    const version = asText(field(outline.value, 'version'))
    if (version !== null && version !== '2.1.0')
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'warning',
          code: 'sarif-version',
          message: `SARIF ${version} is read as 2.1.0`,
          path: report.name,
          position: '/version',
        },
      }
    if (!Array.isArray(runs)) yield notThisFormat(outline, report.name, '/runs', 'There is no list of runs')
    for (const [index, run] of asArray(runs).entries())
      yield* readRun(outline, run, `/runs/${index}`, report.name)
  },
  fingerprints: {
    collection: '/runs/*/results',
    members: ['fingerprints', 'partialFingerprints'],
    of: sarifFingerprints,
  },
}

function* readRun(outline: JsonOutline, run: unknown, pointer: string, report: string): Generator<ReadItem> {
  const results = `${pointer}/results`
  const head = readRunHead(run)
  if (head !== null) {
    yield* readOwnRun(outline, run, head, pointer, report)
    return
  }
  const profile = toolProfile(asText(field(run, 'tool', 'driver', 'name')))
  yield {
    type: 'run',
    run: {
      pointer,
      tool: profile.name,
      version: profile.version === 'wrong' ? null : versionOf(field(run, 'tool', 'driver')),
      status: sarifRunStatus(run, outline.has(results)),
      targets: sarifTargets(run, profile.artifacts === 'targets'),
    },
  }
  if (!outline.has(results) && !outline.isCut(pointer))
    yield {
      type: 'diagnostic',
      diagnostic: {
        level: 'error',
        code: 'no-results',
        message: 'The run has no list of results: the tool did not run to its end',
        path: report,
        position: results,
      },
    }
  yield* invocationItems(run, report, pointer)
  const toDraft = createSarifResults(run, profile)
  for (const { value: result, pointer: at } of outline.elements(results)) {
    if (asText(field(result, 'kind')) === 'pass' || asText(field(result, 'baselineState')) === 'absent')
      continue
    const draft = toDraft(result, at)
    if (draft === 'repeated') continue
    const about = draft === null ? null : (profile.aboutRun?.(draft, report) ?? null)
    if (about !== null) {
      yield* about
      continue
    }
    yield draft === null ? badResult(report, at, 'A result names no rule') : { type: 'finding', draft }
  }
}

/** A run that `sbr` wrote: the findings that it was written from. */
function* readOwnRun(
  outline: JsonOutline,
  run: unknown,
  head: RunHead,
  pointer: string,
  report: string,
): Generator<ReadItem> {
  yield* ownRunItems(run, head, pointer)
  const toFinding = createOwnResults(run, head)
  for (const { value: result, pointer: at } of outline.elements(`${pointer}/results`)) {
    if (asText(field(result, 'baselineState')) === 'absent') continue
    const finding = toFinding(result)
    yield finding === null
      ? badResult(report, at, 'A result is not what sbr wrote')
      : { type: 'known', finding }
  }
}

const versionOf = (driver: unknown): string | null =>
  asText(field(driver, 'semanticVersion')) ?? asText(field(driver, 'version'))
