import type { RegexLiteral } from '../../platform/index.ts'
import type { RecheckAnswer } from './ask-recheck.ts'

/**
 * One vulnerable regular expression as a result in Semgrep's JSON, which has a reader. Exponential time is ERROR.
 * Polynomial time is WARNING from the third degree on, and informational below: quadratic patterns such as `\s+$` are in
 * much honest code and need a text of many thousand characters to hurt.
 */
export function toResult(path: string, text: string, regex: RegexLiteral, answer: RecheckAnswer): unknown {
  const isExponential = answer.complexity === 'exponential'
  const degree = answer.degree ?? 2
  const how = isExponential ? 'exponential' : `polynomial (degree ${degree})`
  return {
    check_id: isExponential
      ? 'recheck.exponential'
      : degree >= 3
        ? 'recheck.polynomial'
        : 'recheck.quadratic',
    path,
    start: {
      line: regex.startLine,
      col: byteColumn(text, regex.startIndex, regex.startColumn),
      offset: regex.startIndex,
    },
    end: {
      line: regex.endLine,
      col: byteColumn(text, regex.endIndex, regex.endColumn),
      offset: regex.endIndex,
    },
    extra: {
      message: `A regular expression that takes ${how} time, for example on ${shorten(answer.attack ?? 'no text given')}`,
      severity: isExponential ? 'ERROR' : degree >= 3 ? 'WARNING' : 'INFORMATIONAL',
      metadata: { cwe: ['CWE-1333'], confidence: 'HIGH' },
      is_ignored: false,
    },
  }
}

const shorten = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text)

/** Semgrep's columns count UTF-8 bytes, ours UTF-16 units. */
const byteColumn = (text: string, index: number, column: number): number =>
  Buffer.byteLength(text.slice(index - column + 1, index)) + 1
