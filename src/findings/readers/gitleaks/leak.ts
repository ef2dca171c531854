import type { FindingDraft, RawRegion } from '../port.ts'

/** Hard-coded credentials: the reports name no CWE. */
const CWES = [798]

/**
 * Columns as measured with 8.30.1: UTF-8 bytes. On the first line of what was scanned they are 1-based with
 * an inclusive end; on every later line the line end before is counted, too, so that the start is one too
 * high and the end exclusive. In a commit the first line of each hunk counts as a first line, which the
 * report does not say: there columns are not known.
 */
export function leakRegion(region: RawRegion, inCommit: boolean): RawRegion {
  const { startLine, startColumn, endLine, endColumn } = region
  if (inCommit || startColumn === null || startColumn < 1)
    return { ...region, startColumn: null, endColumn: null, unit: 'utf8' }
  return {
    ...region,
    // A match that begins with the line end before it has column 1 there.
    startColumn: startLine === 1 ? startColumn : Math.max(1, startColumn - 1),
    // 0: it was never set.
    endColumn: endColumn === null || endColumn < 1 ? null : endLine === 1 ? endColumn + 1 : endColumn,
    unit: 'utf8',
  }
}

/** What is the same in JSON and SARIF: no severity, no fingerprints (commit, author, date are personal data). */
export function leakDraft(facts: {
  rule: string
  description: string | null
  secret: string | null
  region: RawRegion
  pointer: string
}): FindingDraft {
  const { rule, description, region, pointer } = facts
  const secret = isWhole(facts.secret) ? facts.secret : null
  const message = description ?? rule
  return {
    kind: 'secret',
    rule: { id: rule, pack: 'gitleaks' },
    message: secret === null ? message : message.replaceAll(secret, '[secret]'),
    severity: [],
    cwe: CWES,
    region,
    ...(secret === null ? {} : { secret }),
    pointer,
  }
}

/** `--redact` writes `REDACTED`, or the beginning and `...`: such a text identifies no secret. */
const isWhole = (secret: string | null): secret is string =>
  secret !== null && secret !== '' && secret !== 'REDACTED' && !secret.endsWith('...')
