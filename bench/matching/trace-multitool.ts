import type { Matched } from './multitool.ts'
import type { SarifResult } from './sarif.ts'
import type { Truth } from './truth.ts'

/** The results of one tool's run on either side, by finding. */
export interface LogPair {
  before: ReadonlyMap<number, SarifResult>
  after: ReadonlyMap<number, SarifResult>
}

/**
 * Why the multitool closed what is still there, read off the values that it compares. Two results are one for it
 * (sarif-sdk, `Baseline/V2`) if the rule ids are equal, and either the places are, or what it trusts
 * most of what both have: half of the partial fingerprints by weight, else message and snippet. It
 * tries pairs at one place, the first and the last of a file, those that share a value that is unique in the log,
 * and the two next to a pair. Returns a reason for every wrongly closed finding. What it paired must be
 * alike by the same reading: else that is printed.
 */
export function traceMultitool(
  logs: readonly LogPair[],
  truth: Truth,
  matched: Matched,
): Map<number, string> {
  const partners = new Map([...matched.pairs].map(([old, now]) => [now, old]))
  const reasons = new Map<number, string>()
  for (const old of matched.closed) {
    const now = truth[old] ?? -1
    if (now < 0) continue
    const log = logs.find(({ before }) => before.has(old))
    const [left, right] = [log?.before.get(old), log?.after.get(now)]
    if (log === undefined || left === undefined || right === undefined) {
      reasons.set(old, 'its successor is in no run of the tool')
      continue
    }
    const differing = differencesOf(left, right, log)
    if (differing.length > 0) reasons.set(old, differing.join('; '))
    else if (partners.has(now)) reasons.set(old, 'alike for it, but it took another one for the successor')
    else reasons.set(old, 'alike for it, but never tried: no unique value, none next to it is paired')
  }
  for (const [old, now] of matched.pairs) {
    const log = logs.find(({ before }) => before.has(old))
    const [left, right] = [log?.before.get(old), log?.after.get(now)]
    const differing =
      log === undefined || left === undefined || right === undefined
        ? ['not in one run']
        : differencesOf(left, right, log)
    if (differing.length > 0)
      process.stderr.write(`paired, and unlike by the trace: ${left?.ruleId}: ${differing.join('; ')}\n`)
  }
  return reasons
}

/** The values for which two results are not one; none: they are alike. */
function differencesOf(left: SarifResult, right: SarifResult, log: LogPair): string[] {
  if (left.ruleId !== right.ruleId) return ['the rule id changed']
  const place = placeChange(left, right)
  if (place === null) return []
  const prints = fingerprintChange(left, right, log)
  if (prints !== null) return prints === '' ? [] : [place, prints]
  const values = [
    ...(messageOf(left) === messageOf(right) ? [] : ['the message changed']),
    ...snippetChange(snippetOf(left), snippetOf(right)),
  ]
  return values.length === 0 ? [] : [place, ...values]
}

/** What of file, lines and columns differs; null: nothing. */
function placeChange(left: SarifResult, right: SarifResult): string | null {
  const [old, now] = [left, right].map((result) => result.locations?.[0]?.physicalLocation)
  if (old?.artifactLocation.uri !== now?.artifactLocation.uri) return 'other file'
  if (old?.region.startLine !== now?.region.startLine) return 'other line'
  const keys = ['startColumn', 'endLine', 'endColumn'] as const
  return keys.some((key) => old?.region[key] !== now?.region[key]) ? 'other columns or end' : null
}

/** Which partial fingerprints differ, where they weigh more than those that are equal; '': they do not; null: there are none. */
function fingerprintChange(left: SarifResult, right: SarifResult, log: LogPair): string | null {
  const [old, now] = [left.partialFingerprints ?? {}, right.partialFingerprints ?? {}]
  const names = Object.keys(old).filter((name) => name in now)
  if (names.length === 0) return null
  let [equal, all] = [0, 0]
  for (const name of names) {
    const weight = trustOf(name, log)
    all += weight
    if (old[name] === now[name]) equal += weight
  }
  if (all === 0) return null
  if (equal * 2 >= all) return ''
  return `fingerprints differ: ${names.filter((name) => old[name] !== now[name]).join(', ')}`
}

/** Weight of a fingerprint's name: the share of later results whose value an earlier one has; constant: 0; at least 0.1. */
function trustOf(name: string, { before, after }: LogPair): number {
  const valuesOf = (side: ReadonlyMap<number, SarifResult>) =>
    [...side.values()].flatMap(({ partialFingerprints }) => partialFingerprints?.[name] ?? [])
  const [old, now] = [new Set(valuesOf(before)), valuesOf(after)]
  const unique = new Set(now)
  if (now.length > 1 && unique.size === 1) return 0
  return Math.max(0.1, [...unique].filter((value) => old.has(value)).length / now.length)
}

/** The message without the numbers of its place, as it compares it. */
function messageOf(result: SarifResult): string {
  const region = result.locations?.[0]?.physicalLocation.region
  if (region === undefined) return result.message.text
  return result.message.text
    .replaceAll(String(region.startLine), '~SL~')
    .replaceAll(String(region.startColumn ?? -1), '~SC~')
    .replaceAll(String(region.endLine), '~EL~')
    .replaceAll(String(region.endColumn ?? -1), '~EC~')
}

const snippetOf = (result: SarifResult): string =>
  result.locations?.[0]?.physicalLocation.region.snippet.text ?? ''

function snippetChange(old: string, now: string): string[] {
  if (old === now) return []
  const bare = (text: string) => text.replace(/\s+/g, '')
  if (bare(old) === bare(now)) return ['the snippet changed in white space alone']
  return bare(now).includes(bare(old)) || bare(old).includes(bare(now))
    ? ['the snippet has other ends: the region or its lines changed']
    : ['the snippet changed']
}
