import { asArray, asText, asTexts, field } from '../../json/access.ts'
import { scoreOfVector } from '../../severity/cvss.ts'
import type { SeverityClaim } from '../port.ts'

/** What records of one vulnerability, published under several ids, say together. */
export interface Advisory {
  /** The id that osv-scanner shows: CVE before those of an ecosystem before GHSA. */
  id: string
  aliases: string[]
  summary: string | null
  details: string | null
  url: string | null
  cwe: unknown[]
}

/** Order of ids by osv-scanner: distributions (one may hold several CVEs), CVE, ecosystems, GHSA. */
const shown = (id: string): number => rank(id, ['DSA', 'USN'], ['CVE'], null, ['GHSA'])
/** Order of texts by osv-scanner: ecosystems, GHSA, CVE. */
const described = (id: string): number => rank(id, null, ['GHSA'], ['CVE'])

function rank(id: string, ...order: (readonly string[] | null)[]): number {
  const prefix = id.split('-', 1)[0] ?? ''
  const at = order.findIndex((prefixes) => prefixes?.includes(prefix))
  return at < 0 ? order.indexOf(null) : at
}

const sortedBy = (ids: readonly string[], order: (id: string) => number): string[] =>
  [...new Set(ids)].sort((a, b) => order(a) - order(b) || (a < b ? -1 : a > b ? 1 : 0))

/** Merges records in OSV form; `names` are ids that stand outside of them. Null where there is no id at all. */
export function mergeOsvRecords(records: readonly unknown[], names: readonly string[] = []): Advisory | null {
  const byId = new Map<string, unknown>()
  for (const record of records) byId.set(asText(field(record, 'id')) ?? '', record)
  byId.delete('')
  const ids = [...byId.keys(), ...names]
  for (const record of byId.values()) ids.push(...asTexts(field(record, 'aliases') ?? []))
  const [id, ...aliases] = sortedBy(ids, shown)
  if (id === undefined) return null
  let summary: string | null = null
  let details: string | null = null
  for (const name of sortedBy([...byId.keys()], described)) {
    details = asText(field(byId.get(name), 'details'))
    summary = asText(field(byId.get(name), 'summary')) || null
    if (summary !== null) break
  }
  const references = [...byId.values()].flatMap((record) => asArray(field(record, 'references')))
  const advisory = references.find((reference) => field(reference, 'type') === 'ADVISORY') ?? references[0]
  return {
    id,
    aliases,
    summary,
    details,
    url: asText(field(advisory, 'url')),
    cwe: [
      ...new Set(
        [...byId.values()].flatMap((record) => asTexts(field(record, 'database_specific', 'cwe_ids') ?? [])),
      ),
    ],
  }
}

/**
 * The highest score of all vectors, as osv-scanner takes it for `max_severity` and for SARIF; where there
 * is no vector, the word of the database.
 */
export function osvSeverity(records: readonly unknown[], maximum: string | null = null): SeverityClaim[] {
  let best: { score: number; raw: string } | null = null
  for (const record of records)
    for (const severity of asArray(field(record, 'severity'))) {
      const raw = asText(field(severity, 'score')) ?? ''
      const score = scoreOfVector(raw)
      if (score !== null && (best === null || score > best.score)) best = { score, raw }
    }
  const words = records.map((record) => asText(field(record, 'database_specific', 'severity')))
  return [
    { raw: best?.raw ?? null, source: 'severity.score', scale: 'cvss-vector' },
    { raw: maximum, source: 'groups.max_severity', scale: 'cvss-score' },
    ...words.map(
      (raw): SeverityClaim => ({ raw, source: 'database_specific.severity', scale: 'word-info-lowest' }),
    ),
  ]
}

/** Versions of this package in which it is mended. Commits are none. */
export function osvFixedVersions(records: readonly unknown[], name: string): string[] {
  const fixed = new Set<string>()
  for (const record of records)
    for (const affected of asArray(field(record, 'affected'))) {
      if (asText(field(affected, 'package', 'name')) !== name) continue
      for (const range of asArray(field(affected, 'ranges'))) {
        if (asText(field(range, 'type')) === 'GIT') continue
        for (const event of asArray(field(range, 'events')))
          for (const version of asTexts(field(event, 'fixed'))) fixed.add(version)
      }
    }
  return [...fixed]
}
