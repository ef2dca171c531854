import type { Corpus, StoredIssue } from '../corpus/index.ts'
import type { IssueOverride } from '../findings/index.ts'
import { type Finding, SbrError } from '../kernel/index.ts'

/** Shorter beginnings match half the corpus, and a ruling must not meet what was not meant. */
const SHORTEST_PREFIX = 6

/** The issue that a prefix names, in the scan stored last of those of `place`; rather in one that has a finding as named. */
export async function findIssue(
  corpus: Corpus,
  prefix: string,
  place: { repository?: string | undefined; snapshot?: string; findings?: readonly string[] } = {},
): Promise<StoredIssue> {
  checkPrefix(prefix, 'an issue')
  const found = (await corpus.locateIssues(prefix, 1000)).filter(
    ({ repository, snapshot }) =>
      (place.repository ?? repository) === repository && (place.snapshot ?? snapshot) === snapshot,
  )
  const [first, ...others] = found
  if (first === undefined)
    throw new SbrError(
      'NOT_FOUND',
      `No issue ${place.repository ? `of ${place.repository} ` : ''}begins with "${prefix}"`,
      { next: '`sbr issues list` shows the issues of the latest scans.' },
    )
  if (others.some((other) => other.issue.id !== first.issue.id)) throw ambiguous('issues', prefix)
  const repositories = [...new Set(found.map(({ repository }) => repository))]
  if (repositories.length > 1)
    throw new SbrError('BAD_USAGE', `The issue ${prefix} is in ${repositories.join(' and ')}`, {
      next: 'Name one of them by --repository.',
    })
  // Findings have other ids in another snapshot, the issue has not.
  const isNamed = (id: string) => place.findings?.some((start) => id.startsWith(start)) ?? false
  return found.find(({ issue }) => issue.findings.some(isNamed)) ?? first
}

/** The findings of an issue that the prefixes name. */
export function findingsNamed(findings: readonly Finding[], prefixes: readonly string[]): Finding[] {
  const named = prefixes.map((prefix) => {
    checkPrefix(prefix, 'a finding')
    const [found, ...others] = findings.filter(({ id }) => id.startsWith(prefix))
    if (found === undefined)
      throw new SbrError('NOT_FOUND', `No finding of the issue begins with "${prefix}"`, {
        next: '`sbr issues show ISSUE` names them.',
      })
    if (others.length > 0) throw ambiguous('findings', prefix)
    return found
  })
  return [...new Set(named)]
}

/** The ruling that a prefix names. */
export async function findRuling(
  corpus: Corpus,
  prefix: string,
  repository?: string,
): Promise<{ repository: string; override: IssueOverride }> {
  checkPrefix(prefix, 'a ruling')
  const all = await corpus.allIssueOverrides(repository)
  const [found, ...others] = all.filter(({ override }) => override.id.startsWith(prefix))
  if (found === undefined)
    throw new SbrError('NOT_FOUND', `No ruling begins with "${prefix}"`, {
      next: '`sbr issues rulings` shows what was ruled.',
    })
  if (others.length > 0) throw ambiguous('rulings', prefix)
  return found
}

function checkPrefix(prefix: string, what: string): void {
  if (prefix.length < SHORTEST_PREFIX)
    throw new SbrError('BAD_USAGE', `"${prefix}" is too short to name ${what}`, {
      next: 'Give at least six characters of its id.',
    })
}

const ambiguous = (what: string, prefix: string): SbrError =>
  new SbrError('BAD_USAGE', `Several ${what} begin with "${prefix}"`, { next: 'Give more of the id.' })
