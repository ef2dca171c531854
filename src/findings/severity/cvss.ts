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

function calculate(text: string): number | null {
  if (!/^(?:CVSS:[34]\.[01]\/|AV:[NAL]\/AC:)/.test(text) || text.length > 500) return null
  try {
    const parsed = cvss.fromVector(text)
    if (parsed === null || !parsed.isBaseFullyDefined()) return null
    const { overall } = parsed.calculateScores()
    return Number.isFinite(overall) ? overall : null
  } catch {
    return null
  }
}
