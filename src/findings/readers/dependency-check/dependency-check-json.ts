import { asArray, asText, asTexts, field } from '../../json/access.ts'
import { badResult, notThisFormat, plainElements } from '../document-faults.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft, Reader, ReadItem } from '../port.ts'
import { addressOf, description, fileOf, fileRegion, versionIn } from './vulnerability.ts'

/** OWASP Dependency-Check's JSON: one entry for each file or package, with its vulnerabilities. */
export const dependencyCheckJson: Reader = {
  name: 'dependency-check-json',
  folder: 'dependency-check',
  format: 'json',
  tools: ['dependency-check'],
  facts: {
    title: 'OWASP Dependency-Check, JSON',
    proof: { by: 'captured', tools: ['Dependency-Check 9.2.0'] },
    severity: '`severity`: critical, high, medium, low, of the source; else the score of CVSS 4, 3 or 2',
    confidence:
      'how sure the tool is that the file is this product (`vulnerabilityIds`), for what the NVD says',
    cwe: '`cwes`, a list; none from RetireJS',
    location: 'the file, without a line; of a package within a lockfile, the lockfile',
    identity: 'none; the advisory is `name`: a CVE or GHSA id, or words of RetireJS',
    incomplete: '`scanInfo.analysisExceptions`: they do not always name the file',
    limits: [
      'The package URL is what the tool made of its evidence; a file without one gets a generic URL by its name.',
      'Suppressed vulnerabilities are kept, with the notes of the suppression; the report leaves out their severity.',
      'Without an analyser or its data, what it would have found is missing, and the report does not say so.',
    ],
  },
  detect({ json: value }) {
    return (
      field(value, 'scanInfo', 'engineVersion') !== undefined && Array.isArray(field(value, 'dependencies'))
    )
  },
  *read(report): Generator<ReadItem> {
    const outline = report.outline('/dependencies', '/scanInfo/analysisExceptions')
    const readable = outline.has('/dependencies')
    yield {
      type: 'run',
      run: {
        tool: 'dependency-check',
        version: asText(field(outline.value, 'scanInfo', 'engineVersion')),
        targets: [],
        ...(readable ? {} : { status: 'failed' as const }),
      },
    }
    if (!readable) {
      yield notThisFormat(outline, report.name, '/dependencies', 'There is no list of dependencies')
      return
    }
    for (const { value, pointer } of outline.elements('/scanInfo/analysisExceptions'))
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: 'tool-error',
          message: exceptionText(field(value, 'exception') ?? value),
          path: report.name,
          position: pointer,
        },
      }
    for (const { value, pointer } of outline.elements('/dependencies'))
      yield* dependencyItems(value, pointer, report.name)
  },
}

/** The message of the exception that is at the bottom of it, without names of Java classes. */
function exceptionText(exception: unknown): string {
  const texts: string[] = []
  // Bounded, so that a hostile chain of causes ends.
  for (let current = exception, depth = 0; current !== undefined && depth < 10; depth++) {
    const text = asText(field(current, 'message'))?.replace(/^(?:[a-z]\w*\.)+\w+: /, '')
    if (text !== undefined && !texts.some((known) => known.includes(text))) texts.push(text)
    current = field(current, 'cause')
  }
  return texts.length === 0 ? 'A file could not be analysed' : texts.join(': ')
}

function* dependencyItems(dependency: unknown, pointer: string, report: string): Generator<ReadItem> {
  const written = asText(field(dependency, 'filePath')) ?? asText(field(dependency, 'fileName'))
  if (written === null || written === '') {
    yield badResult(report, pointer, 'A dependency names no file')
    return
  }
  const path = fileOf(written)
  yield { type: 'target', path, status: 'scanned' }
  for (const list of ['vulnerabilities', 'suppressedVulnerabilities'])
    for (const [hole, at] of plainElements(field(dependency, list), `${pointer}/${list}`)) {
      const name = asText(field(hole, 'name'))
      yield name === null || name === ''
        ? badResult(report, at, 'A vulnerability has no name')
        : { type: 'finding', draft: toDraft(dependency, path, hole, name, list !== 'vulnerabilities', at) }
    }
}

function toDraft(
  dependency: unknown,
  path: string,
  hole: unknown,
  name: string,
  isSuppressed: boolean,
  pointer: string,
): FindingDraft {
  const source = asText(field(hole, 'source'))
  const purl =
    asText(field(dependency, 'packages', 0, 'id')) ??
    packageUrl('generic', asText(field(dependency, 'fileName')) ?? path, null)
  const related = asArray(field(dependency, 'relatedDependencies'))
    .map((other) => asText(field(other, 'filePath')))
    .filter((other) => other !== null)
  return {
    kind: 'dependency',
    rule: { id: name, url: addressOf(name), pack: source?.toLowerCase() ?? null },
    message: description(field(hole, 'description')) ?? name,
    severity: [
      { raw: asText(field(hole, 'severity')), source: 'severity', scale: 'word-info-lowest' },
      { raw: asText(field(hole, 'cvssv4', 'baseScore')), source: 'cvssv4.baseScore', scale: 'cvss-score' },
      { raw: asText(field(hole, 'cvssv3', 'baseScore')), source: 'cvssv3.baseScore', scale: 'cvss-score' },
      { raw: asText(field(hole, 'cvssv2', 'score')), source: 'cvssv2.score', scale: 'cvss-score' },
    ],
    confidence: source === 'NVD' ? asText(field(dependency, 'vulnerabilityIds', 0, 'confidence')) : null,
    cwe: asTexts(field(hole, 'cwes') ?? []),
    region: fileRegion(path),
    package: {
      purl,
      version: versionIn(purl),
      fixedVersions: fixedVersions(hole),
      paths: [path, ...related.map(fileOf)],
    },
    advisory: { id: name, aliases: [] },
    ...(isSuppressed
      ? {
          suppressions: [
            { kind: 'external', status: 'accepted', justification: description(field(hole, 'notes')) },
          ],
        }
      : {}),
    pointer,
  }
}

/** Ends of the ranges in which the version lies; another range's end is no fix for it. */
function fixedVersions(hole: unknown): string[] {
  const software = asArray(field(hole, 'vulnerableSoftware')).map((entry) => field(entry, 'software'))
  const ends = software
    .filter((entry) => asText(field(entry, 'vulnerabilityIdMatched')) === 'true')
    .map((entry) => asText(field(entry, 'versionEndExcluding')))
  return [...new Set(ends.filter((end) => end !== null))]
}
