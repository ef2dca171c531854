import { asArray, asInteger, asText, field } from '../../json/access.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import type { Reader, ReadItem } from '../port.ts'
import { toSonarqubeDraft } from './sonarqube-issue.ts'

/** Answers of SonarQube's and SonarCloud's web API: `api/issues/search` and `api/hotspots/search`. */
export const sonarqubeJson: Reader = {
  name: 'sonarqube-json',
  folder: 'sonarqube',
  format: 'json',
  tools: ['sonarqube', 'sonarcloud'],
  facts: {
    title: 'SonarQube issues and hotspots, JSON of the web API',
    proof: {
      by: 'documented',
      source: 'SonarQube Server Web API, api/issues/search and api/hotspots/search, versions 9.9 to 2025',
      why: 'The server cannot be had from a package registry.',
    },
    severity:
      '`impacts[]` of SECURITY, else `severity`: BLOCKER critical, CRITICAL and HIGH high, MAJOR and MEDIUM medium, MINOR and LOW low, INFO info; hotspots: `vulnerabilityProbability`',
    confidence: 'none',
    cwe: 'none: they stand with the rules, which is another request',
    location: 'UTF-16 from 0, end exclusive; paths from `components`',
    identity: '`key`, by which the server follows an issue; `hash` digests a line and is not taken',
    incomplete: '`paging.total` above the number of results in the file',
    limits: [
      'VULNERABILITY, hotspots and impacts on security are `static`, secrets `secret`; BUG and CODE_SMELL are `quality`.',
      'Fixed and closed issues are left out, with a note of how many.',
      'The API gives no more than 10,000 results, and says nothing of files that were not analysed.',
      'Author and assignee are not kept.',
    ],
  },
  detect({ json }) {
    const list = Array.isArray(field(json, 'issues')) ? 'issues' : 'hotspots'
    if (!Array.isArray(field(json, list))) return false
    const first = field(json, list, 0)
    const isPaged = field(json, 'paging', 'total') !== undefined || field(json, 'ps') !== undefined
    return first === undefined
      ? isPaged
      : field(first, 'component') !== undefined && field(first, 'key') !== undefined
  },
  *read(report): Generator<ReadItem> {
    const outline = report.outline('/issues', '/hotspots')
    const { value } = outline
    const list = outline.has('/issues') ? 'issues' : outline.has('/hotspots') ? 'hotspots' : null
    yield {
      type: 'run',
      run: {
        tool: 'sonarqube',
        version: null,
        targets: [],
        ...(list === null ? { status: 'failed' as const } : {}),
      },
    }
    if (list === null) {
      const refusal = asText(field(value, 'errors', 0, 'msg'))
      yield refusal === null
        ? notThisFormat(outline, report.name, '/issues', 'There is no list of issues or hotspots')
        : problem('error', 'tool-error', `SonarQube answered: ${refusal}`, report.name, '/errors/0')
      return
    }
    const paths = new Map<string, string>()
    for (const component of asArray(field(value, 'components'))) {
      const key = asText(field(component, 'key'))
      const path = asText(field(component, 'path'))
      if (key !== null && path !== null) paths.set(key, path)
    }
    let seen = 0
    let past = 0
    for (const { value: issue, pointer } of outline.elements(`/${list}`)) {
      seen++
      const draft = toSonarqubeDraft(issue, pointer, list, paths)
      if (draft === 'past') past++
      else
        yield draft === null
          ? badResult(report.name, pointer, 'A result has no rule or component')
          : { type: 'finding', draft }
    }
    if (past > 0)
      yield problem('note', 'fixed', `${past} fixed or closed results are left out`, report.name, `/${list}`)
    const total = asInteger(field(value, 'paging', 'total')) ?? asInteger(field(value, 'total'))
    if (total === null && !outline.isCut(''))
      yield problem(
        'warning',
        'no-total',
        'The report does not say how many results there are: it may be one page of several',
        report.name,
        '/paging',
      )
    else if (total !== null && total > seen)
      yield problem(
        'error',
        'page-of-several',
        `The report holds ${seen} of ${total} results: it is one page of several`,
        report.name,
        '/paging/total',
      )
  },
}

const problem = (
  level: 'error' | 'warning' | 'note',
  code: string,
  message: string,
  path: string,
  position: string,
): ReadItem => ({
  type: 'diagnostic',
  diagnostic: { level, code, message, path, position },
  incomplete: level !== 'note',
})
