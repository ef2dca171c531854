import { asText, field } from '../../json/access.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import type { Reader, ReadItem } from '../port.ts'
import { toBrakemanDraft } from './brakeman-warning.ts'

/** Brakeman's JSON, versions 3 and later. */
export const brakemanJson: Reader = {
  name: 'brakeman-json',
  folder: 'brakeman',
  format: 'json',
  tools: ['brakeman'],
  facts: {
    title: 'Brakeman, JSON',
    proof: {
      by: 'documented',
      source: 'lib/brakeman/report/report_json.rb and report_sarif.rb of Brakeman, versions 3 to 7',
      why: 'It is a Ruby gem, and neither Debian nor another registry at hand has it.',
    },
    severity: 'none: unknown',
    confidence: '`confidence`: High, Medium, Weak (low)',
    cwe: '`cwe_id`, since version 5.4',
    location: 'A line, or none',
    identity: '`fingerprint`, made without the line; equal ones are rejected',
    incomplete: '`errors[]`: a file that could not be parsed counts as failed, where the error names it',
    limits: [
      'Files that were scanned are not listed.',
      'Warnings below the asked confidence, and of checks that were left out, are not in the report.',
      'Warnings that `brakeman.ignore` lists are suppressed; its notes are not in the report.',
    ],
  },
  detect: ({ json }) =>
    field(json, 'scan_info', 'brakeman_version') !== undefined ||
    (Array.isArray(field(json, 'warnings')) &&
      field(json, 'warnings', 0, 'warning_type') !== undefined &&
      field(json, 'warnings', 0, 'fingerprint') !== undefined),
  *read(report): Generator<ReadItem> {
    const outline = report.outline('/warnings', '/ignored_warnings', '/errors', '/obsolete')
    const readable = outline.has('/warnings')
    yield {
      type: 'run',
      run: {
        tool: 'brakeman',
        version: asText(field(outline.value, 'scan_info', 'brakeman_version')),
        targets: [],
        ...(readable ? {} : { status: 'failed' as const }),
      },
    }
    if (!readable) {
      yield notThisFormat(outline, report.name, '/warnings', 'There is no list of warnings')
      return
    }
    for (const list of ['/warnings', '/ignored_warnings'])
      for (const { value, pointer } of outline.elements(list)) {
        const draft = toBrakemanDraft(value, list === '/ignored_warnings', pointer)
        yield draft === null
          ? badResult(report.name, pointer, 'A warning has no type or file')
          : { type: 'finding', draft }
      }
    for (const { value, pointer } of outline.elements('/errors'))
      yield* errorItems(value, pointer, report.name)
  },
}

/** The place of an error that is about parsing is no place but a sentence: `Could not parse app/models/user.rb`. */
const UNPARSED = /^Could not parse (.+)$/m

function* errorItems(error: unknown, pointer: string, report: string): Generator<ReadItem> {
  const message = asText(field(error, 'error')) ?? 'an error'
  const place = asText(field(error, 'location')) ?? ''
  const path = UNPARSED.exec(place)?.[1] ?? UNPARSED.exec(message)?.[1]
  if (path !== undefined) yield { type: 'target', path, status: 'failed', reason: 'parse error' }
  yield {
    type: 'diagnostic',
    diagnostic: {
      level: 'error',
      code: path === undefined ? 'scan-error' : 'parse-error',
      message: path === undefined ? message : `${path}: ${message}`,
      path: report,
      position: pointer,
    },
  }
}
