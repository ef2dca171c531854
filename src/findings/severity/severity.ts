import type { ConfidenceLevel, Finding, SeverityLevel } from '../../kernel/index.ts'
import type { SeverityClaim } from '../readers/port.ts'
import { scoreOfVector } from './cvss.ts'

/** Words that tools use, in lower case. ERROR, WARNING, INFO as Semgrep's documentation maps them. */
const WORDS: Readonly<Record<string, SeverityLevel>> = {
  critical: 'critical',
  blocker: 'critical',
  high: 'high',
  error: 'high',
  important: 'high',
  major: 'high',
  medium: 'medium',
  moderate: 'medium',
  warning: 'medium',
  warn: 'medium',
  low: 'low',
  minor: 'low',
  note: 'low',
  info: 'low',
  negligible: 'info',
  informational: 'info',
  information: 'info',
  none: 'info',
  inventory: 'info',
  experiment: 'info',
}

/** npm audit, SonarQube and others use INFO as the lowest word of a scale that has LOW above it. */
const INFO_IS_LOWEST: Readonly<Record<string, SeverityLevel>> = { ...WORDS, info: 'info' }

const SARIF_LEVELS: Readonly<Record<string, SeverityLevel>> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'info',
}

/** ESLint's numbers are its SARIF levels: 2 is `error`, 1 is `warning`. */
const ESLINT_LEVELS: Readonly<Record<string, SeverityLevel>> = { '2': 'high', '1': 'medium' }

type Severity = Finding['severity']

/**
 * The first claim that means something, on one scale, with its origin. Nothing said is `unknown`,
 * which is not `info`.
 */
export function mapSeverity(claims: readonly SeverityClaim[]): Severity {
  for (const claim of claims) {
    const severity = read(claim)
    if (severity !== null) return severity
  }
  const first = claims.find((claim) => claim.raw !== null)
  return { level: 'unknown', raw: first?.raw ?? null, source: first?.source ?? null, derivation: 'default' }
}

function read({ raw, source, scale, level: own }: SeverityClaim): Severity | null {
  if (raw === null) return null
  if (scale === 'own') return own === undefined ? null : { level: own, raw, source, derivation: 'tool' }
  const word = raw.trim().toLowerCase()
  if (scale === 'cvss-vector') {
    const score = scoreOfVector(raw)
    return score === null
      ? null
      : { level: levelOfScore(score), raw, source, derivation: 'vector', score, vector: raw.trim() }
  }
  if (scale === 'cvss-score') {
    const score = word === '' ? Number.NaN : Number(word)
    if (!(score >= 0 && score <= 10)) return null
    return { level: levelOfScore(score), raw, source, derivation: 'score', score }
  }
  if (scale === 'sarif-default') return { level: 'medium', raw: null, source, derivation: 'default' }
  const table =
    scale === 'sarif-level'
      ? SARIF_LEVELS
      : scale === 'eslint'
        ? ESLINT_LEVELS
        : scale === 'word-info-lowest'
          ? INFO_IS_LOWEST
          : WORDS
  const level = Object.hasOwn(table, word) ? table[word] : undefined
  return level === undefined ? null : { level, raw, source, derivation: 'tool' }
}

/** Qualitative rating of a CVSS score (CVSS v3.1 specification, section 5); 0.0 is `None` there. */
export function levelOfScore(score: number): SeverityLevel {
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : 'info'
}

const CONFIDENCES: Readonly<Record<string, ConfidenceLevel>> = {
  highest: 'high',
  high: 'high',
  certain: 'high',
  medium: 'medium',
  moderate: 'medium',
  firm: 'medium',
  low: 'low',
  weak: 'low',
  tentative: 'low',
  inconclusive: 'low',
  confirmed: 'high',
}

/** Confidence as the tool says it; never guessed from severity or from SARIF's `precision`. */
export function mapConfidence(raw: string | null | undefined): Finding['confidence'] {
  if (raw === null || raw === undefined) return { level: 'unknown', raw: null }
  const word = raw.trim().toLowerCase()
  return { level: Object.hasOwn(CONFIDENCES, word) ? (CONFIDENCES[word] ?? 'unknown') : 'unknown', raw }
}
