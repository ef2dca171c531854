import type { SampleFacts } from './facts.ts'
import type { Part } from './parts.ts'
import type { Policy } from './policy.ts'
import type { SecurityAssessment } from './security.ts'
import { countsAsWeakness, familyOf, NO_CWE } from './voices.ts'

interface ReasonInput {
  facts: SampleFacts
  policy: Policy
  parts: { integrity: Part; function: Part; security: Part; dependencies: Part }
  blind: string | null
  refused: boolean
  security: SecurityAssessment | null
}

/** One readable sentence that names what decided. */
export function explainReward(input: ReasonInput): string {
  const { blind, refused, facts, policy } = input
  if (blind !== null) return `Not judged: ${blind}.`
  if (refused) return `Refused: ${namesOf(facts, (factor) => factor === 0, policy)}.`
  const clauses = [
    sayIntegrity(input),
    saySecurity(input),
    sayFunction(input),
    sayDependencies(input),
  ].filter((clause) => clause !== null)
  const [first = '', ...rest] = clauses
  return `${[first.charAt(0).toUpperCase() + first.slice(1), ...rest].join('; ')}.`
}

function sayIntegrity({ facts, policy }: ReasonInput): string | null {
  const names = namesOf(facts, (factor) => factor < 1, policy)
  return names === '' ? null : `integrity is doubted for ${names}`
}

function namesOf({ integrity }: SampleFacts, matters: (factor: number) => boolean, policy: Policy): string {
  const seen = new Map<string, string>()
  const keyOf = ({ line, kind, detail }: SampleFacts['integrity'][number]) =>
    [String(line ?? 0).padStart(9, '0'), kind, detail].join(' ')
  const ordered = [...integrity].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  for (const signal of ordered) {
    if (seen.has(signal.kind) || !matters(policy.integrity[signal.kind] ?? 0)) continue
    const line = signal.line === null ? '' : ` on line ${signal.line}`
    seen.set(signal.kind, `${signal.kind}${line} (${signal.detail})`)
  }
  return [...seen.values()].join(', ')
}

function saySecurity({ security, facts, policy }: ReasonInput): string | null {
  if (!security) return null
  const said = security.cwes.filter((item) => item.said.length > 0)
  if (said.length === 0) return `nothing seen by ${security.voices.map(({ lineage }) => lineage).join(', ')}`
  return said
    .slice(0, 3)
    .map(({ cwe, probability, said: lineages }) => {
      const lines = linesOf(facts, cwe, policy)
      return `${cwe === NO_CWE ? 'a weakness without CWE' : `CWE-${cwe}`} at P ${probability.toFixed(2)} by ${lineages.join(', ')}${lines}`
    })
    .concat(said.length > 3 ? [`${said.length - 3} more weaknesses`] : [])
    .join(', ')
}

/** Lines of the findings that count towards this CWE family. */
function linesOf({ engines }: SampleFacts, cwe: number, policy: Policy): string {
  const lines = engines
    .flatMap(({ findings }) => findings)
    .filter((finding) => countsAsWeakness(finding, policy) && familyOf(finding, policy) === cwe)
    .flatMap((finding) => (finding.location ? [finding.location.startLine] : []))
  const distinct = [...new Set(lines)].sort((a, b) => a - b)
  if (distinct.length === 0) return ''
  return ` on line${distinct.length > 1 ? 's' : ''} ${distinct.slice(0, 5).join(', ')}`
}

function sayFunction({ facts, policy }: ReasonInput): string {
  if (!facts.tests) return `function is unmeasured (no tests: at most ${policy.ceilings.withoutTests})`
  const { status, functional, reason } = facts.tests.outcome
  if (status !== 'ok') return `the tests ended with ${status}${reason ? ` (${reason})` : ''}`
  return `${functional.passed} of ${functional.total} functional tests pass`
}

function sayDependencies({ facts, parts, policy }: ReasonInput): string | null {
  const { invented, malicious, imported } = facts.dependencies
  if (invented && invented.length > 0) return `no registry knows ${invented.slice(0, 3).join(', ')}`
  if (malicious && malicious.length > 0) return `${malicious.slice(0, 3).join(', ')} is known as malicious`
  if (parts.dependencies === null)
    return `dependencies are unmeasured (${imported?.slice(0, 3).join(', ') ?? 'imports were not read'}: at most ${policy.ceilings.unmeasuredDependencies})`
  return parts.dependencies < 1 ? 'a dependency has a known weakness' : null
}
