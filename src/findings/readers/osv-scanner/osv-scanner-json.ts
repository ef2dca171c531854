import { asArray, asText, field } from '../../json/access.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import type { Reader, ReadItem } from '../port.ts'
import { readOsvPackage } from './osv-package.ts'

/** `osv-scanner --format json`: source → package → records in OSV form, and groups of records that are one. */
export const osvScannerJson: Reader = {
  name: 'osv-scanner-json',
  folder: 'osv-scanner',
  format: 'json',
  tools: ['osv-scanner'],
  facts: {
    title: 'OSV-Scanner, JSON',
    proof: { by: 'captured', tools: ['OSV-Scanner 2.3.5'] },
    severity:
      'the highest score of the CVSS vectors in `severity`, else `groups.max_severity`, else the word in `database_specific.severity` (MODERATE is medium); malicious packages have none',
    confidence: 'none',
    cwe: '`database_specific.cwe_ids`',
    location: 'the lockfile, no line',
    identity:
      'advisory with its aliases, package, lockfile; the partial fingerprint of SARIF holds the version and is none',
    incomplete: null,
    limits: [
      'Records that are one vulnerability under several ids are one finding, named as SARIF names it: CVE before the ecosystem before GHSA.',
      'A lockfile that cannot be read is said on standard error only.',
      'Without a database the report is that of a clean scan: only the exit code (127) tells.',
      'Without `--all-packages` lockfiles without findings are not listed.',
      'The version of the tool stands in SARIF only.',
      'SARIF has no ecosystem (it is derived from the name of the lockfile), no CWE, no word of severity; a vulnerability with several ids is listed as often, and read once.',
    ],
  },
  detect({ json }) {
    if (!Array.isArray(field(json, 'results'))) return false
    return (
      field(json, 'experimental_config') !== undefined || field(json, 'results', 0, 'packages') !== undefined
    )
  },
  *read(report): Generator<ReadItem> {
    const outline = report.outline('/results/*/packages')
    const results = field(outline.value, 'results')
    const readable = Array.isArray(results)
    yield {
      type: 'run',
      run: {
        tool: 'osv-scanner',
        version: null,
        targets: [],
        ...(readable ? {} : { status: 'failed' as const }),
      },
    }
    if (!readable) yield notThisFormat(outline, report.name, '/results', 'There is no list of results')
    else if (results.length === 0)
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'note',
          code: 'no-sources',
          message: 'No source is listed: clean, or no database; the exit code of the tool tells',
          path: report.name,
        },
      }
    for (const [index, result] of asArray(results).entries()) {
      const packages = `/results/${index}/packages`
      if (!outline.has(packages) && !outline.isCut(`/results/${index}`))
        yield badResult(report.name, packages, 'A source has no list of packages')
      const path = asText(field(result, 'source', 'path'))
      if (path !== null) yield { type: 'target', path, status: 'scanned' }
      for (const { value, pointer } of outline.elements(packages))
        yield* readOsvPackage(value, { path, report: report.name, pointer })
    }
  },
}
