import cvss from 'ae-cvss-calculator'

/** Scores that are remembered: advisories share their vectors, and a score costs more than all else of a finding. */
const KNOWN_SCORES = 4096
const known = new Map<string, number | null>()

/** Base score of a CVSS 2.0, 3.0, 3.1 or 4.0 vector; null where it is none or lacks base metrics. */
export function scoreOfVector(vector: string): number | null {
  const text = vector.trim()
  const found = known.get(text)
  if (found !== undefined) return found
  const score = calculate(text)
  if (known.size >= KNOWN_SCORES) known.clear()
  if (text.length <= 500) known.set(text, score)
  return score
}

/**
 * A vector by its form: metrics and values, nothing else. The calculator prints what it does not know, and what
 * a report says must not reach a terminal unseen.
 */
const VECTOR =
  /^(?:CVSS:[34]\.[01]\/[A-Z]{1,3}:|AV:[NAL]\/AC:)[A-Za-z]{1,6}(?:\/[A-Z]{1,3}:[A-Za-z]{1,6})*\/?$/

function calculate(text: string): number | null {
  if (text.length > 500 || !VECTOR.test(text)) return null
  try {
    const parsed = cvss.fromVector(text)
    if (parsed === null || !parsed.isBaseFullyDefined()) return null
    const { overall } = parsed.calculateScores()
    return Number.isFinite(overall) ? overall : null
  } catch {
    return null
  }
}
