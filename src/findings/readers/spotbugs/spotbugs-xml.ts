import { asInteger } from '../../json/access.ts'
import { badResult, NOT_THIS_FORMAT } from '../document-faults.ts'
import type { FindingDraft, RawRegion, Reader, ReadItem, ReportInput, XmlElement } from '../port.ts'
import { createSourceFolders, type SourceFolders } from './source-folders.ts'
import { CONFIDENCES, kindOfCategory, levelOfRank } from './spotbugs-rank.ts'

/** XML of SpotBugs and its plugins, such as Find Security Bugs; FindBugs wrote the same. */
export const spotbugsXml: Reader = {
  name: 'spotbugs-xml',
  folder: 'spotbugs',
  format: 'xml',
  tools: ['spotbugs', 'findsecbugs'],
  facts: {
    title: 'SpotBugs and Find Security Bugs, XML',
    proof: { by: 'captured', tools: ['SpotBugs 4.9.8', 'Find Security Bugs 1.14.0'] },
    severity: '`rank`: 1 to 9 high, 10 to 14 medium, 15 to 20 low, as its SARIF has it',
    confidence: '`priority`: 1 high, 2 medium, 3 low',
    cwe: '`cweid`, one id; a part of the rules has none',
    location:
      'Lines only, from the class file; paths are relative to a source folder, which is put before where the root is known',
    identity:
      '`instanceHash` with `instanceOccurrenceNum`: survives edits around, not the renaming of a method',
    incomplete: '`<Errors>`: errors, and classes that were missing for the analysis',
    limits: [
      'Results that `@SuppressFBWarnings` suppresses are not in the report.',
      'Errors name classes, not files.',
      'A bug of a field has no line.',
      'With several source folders, a file is found only where the sources are at hand.',
    ],
  },
  detect: ({ head }) => /<BugCollection\b/.test(head),
  *read(report, context): Generator<ReadItem> {
    const root = rootTag(report)
    yield {
      type: 'run',
      run: {
        tool: 'spotbugs',
        version: /\bversion="([^"]*)"/.exec(root ?? '')?.[1] ?? null,
        targets: [],
        ...(root === null ? { status: 'failed' as const } : {}),
      },
    }
    if (root === null) {
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: NOT_THIS_FORMAT,
          message: 'There is no collection of bugs',
          path: report.name,
        },
      }
      return
    }
    const folders = createSourceFolders(context)
    for (const element of report.xml('SrcDir', 'BugInstance', 'Error', 'MissingClass', 'FileStats')) {
      if (element.name === 'SrcDir') {
        folders.add(element.text)
      } else if (element.name === 'BugInstance') {
        const draft = toDraft(element, folders)
        yield draft === null
          ? badResult(report.name, element.pointer, 'A bug has no type')
          : { type: 'finding', draft }
      } else if (element.name === 'FileStats') {
        const path = element.attributes.path
        if (path !== undefined) yield { type: 'target', path: folders.fileOf(path), status: 'scanned' }
      } else yield fault(element, report.name)
    }
  },
}

/** Longest start tag of the root, in UTF-16 code units, as the pattern has it. */
const MAX_TAG = 2000

/** The root's start tag, which stands near the beginning. */
function rootTag(report: ReportInput): string | null {
  let text = ''
  for (const line of report.lines()) {
    // A tag may begin on the line before: so much of it is kept.
    text = `${text.slice(-MAX_TAG)}${line.text.slice(0, 10 * MAX_TAG)}\n`
    const tag = /<BugCollection\b[^>]{0,2000}>/.exec(text)
    if (tag !== null) return tag[0]
    if (line.number > 20) return null
  }
  return null
}

/** What SpotBugs could not analyse: the classes that it names were looked at in part, or not at all. */
function fault(element: XmlElement, report: string): ReadItem {
  const isError = element.name === 'Error'
  const message = isError
    ? (element.children.find(({ name }) => name === 'ErrorMessage')?.text ?? (element.text || 'an error'))
    : `A class that the analysis needs is missing: ${element.text}`
  return {
    type: 'diagnostic',
    diagnostic: {
      level: isError ? 'error' : 'warning',
      code: isError ? 'analysis-error' : 'missing-class',
      message,
      path: report,
      position: element.pointer,
    },
    incomplete: true,
  }
}

function toDraft(bug: XmlElement, folders: SourceFolders): FindingDraft | null {
  const { type, rank, priority, category, cweid, abbrev } = bug.attributes
  if (type === undefined || type === '') return null
  const textOf = (wanted: string) => bug.children.find(({ name }) => name === wanted)?.text
  const short = textOf('ShortMessage')
  return {
    kind: kindOfCategory(category),
    // Every rule of Find Security Bugs is abbreviated so, and none of the core.
    rule: { id: type, pack: abbrev?.startsWith('SEC') ? 'findsecbugs' : 'spotbugs' },
    title: short ?? null,
    message: textOf('LongMessage') ?? short ?? type,
    severity: [{ raw: rank ?? null, source: 'rank', scale: 'own', level: levelOfRank(asInteger(rank)) }],
    confidence: confidenceOf(priority),
    cwe: cweid === undefined ? [] : [cweid],
    region: regionOf(bug, folders),
    toolFingerprints: fingerprintOf(bug),
    pointer: bug.pointer,
  }
}

/** The bug's own line, else that of its method, field or class; the primary one of several. */
function regionOf(bug: XmlElement, folders: SourceFolders): RawRegion | null {
  const primaryFirst = (elements: readonly XmlElement[]) =>
    elements.find(({ attributes }) => attributes.primary === 'true') ?? elements[0]
  const line =
    primaryFirst(bug.children.filter(({ name }) => name === 'SourceLine')) ??
    ['Method', 'Field', 'Class']
      .map((name) => primaryFirst(bug.children.filter((child) => child.name === name)))
      .flatMap((owner) => owner?.children.filter(({ name }) => name === 'SourceLine') ?? [])[0]
  const path = line?.attributes.relSourcepath ?? line?.attributes.sourcepath
  if (line === undefined || path === undefined || path === '') return null
  return {
    path: folders.fileOf(path),
    startLine: asInteger(line.attributes.start),
    startColumn: null,
    endLine: asInteger(line.attributes.end),
    endColumn: null,
    unit: 'unknown',
  }
}

/** The hash alone is the same for equal bugs of one method: their number tells them apart. */
function fingerprintOf({ attributes }: XmlElement): Record<string, string> {
  const { instanceHash, instanceOccurrenceNum, instanceOccurrenceMax } = attributes
  if (instanceHash === undefined || instanceHash === '') return {}
  const isOnly = instanceOccurrenceMax === undefined || instanceOccurrenceMax === '0'
  return { instanceHash: isOnly ? instanceHash : `${instanceHash}/${instanceOccurrenceNum ?? '0'}` }
}

/** The word for a priority; a priority that SpotBugs does not document stays as it is. */
function confidenceOf(priority: string | undefined): string | null {
  if (priority === undefined) return null
  return Object.hasOwn(CONFIDENCES, priority) ? (CONFIDENCES[priority] ?? priority) : priority
}
