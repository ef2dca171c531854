import cvss from 'ae-cvss-calculator'

/** Base score of a CVSS 2.0, 3.0, 3.1 or 4.0 vector; null where it is none or lacks base metrics. */
export function scoreOfVector(vector: string): number | null {
  const text = vector.trim()
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
