import type { IntegritySignal } from '../../reward/index.ts'

const fenceLine = /^\s*(?:```|~~~)/

/** Characters that change how a text reads without being seen: direction overrides and tag characters (Trojan Source, CVE-2021-42574). */
const INVISIBLE = /[\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/u

/** What can be seen before anything is parsed. The size is checked first, so that nothing else runs over a huge text. */
export function checkText(code: string, language: string, sizeLimitBytes: number): IntegritySignal[] {
  const whole = (kind: IntegritySignal['kind'], detail: string): IntegritySignal => ({
    kind,
    line: null,
    detail,
  })
  // A UTF-16 unit is at least one byte: a length above the limit needs no count of bytes.
  const bytes = code.length > sizeLimitBytes ? code.length : Buffer.byteLength(code)
  if (bytes > sizeLimitBytes) return [whole('over-size', `more than ${sizeLimitBytes} bytes`)]
  if (code.trim() === '') return [whole('empty', 'there is no code')]
  if (code.includes('\u0000') || !code.isWellFormed()) return [whole('binary', 'it is not text')]
  const lines = code.split(/\r\n|\r|\n/)
  const solid = lines.filter((line) => line.trim() !== '')
  if (fenceLine.test(solid[0] ?? '') || fenceLine.test(solid.at(-1) ?? ''))
    return [whole('markdown-fence', 'the answer is wrapped in a Markdown fence')]
  const signals: IntegritySignal[] = []
  const hidden = lines.findIndex((line) => INVISIBLE.test(line))
  if (hidden >= 0)
    signals.push({ kind: 'hidden-characters', line: hidden + 1, detail: 'invisible control characters' })
  if (language === 'python') signals.push(...checkEncoding(lines))
  return signals
}

/** PEP 263: an encoding other than UTF-8 makes Python run another text than the one that is scanned. */
function checkEncoding(lines: readonly string[]): IntegritySignal[] {
  for (const [index, line] of lines.slice(0, 2).entries()) {
    const encoding = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/
      .exec(line)?.[1]
      ?.toLowerCase()
      .replaceAll('_', '-')
    if (encoding && !['utf-8', 'utf8', 'ascii', 'us-ascii', 'latin-1', 'iso-8859-1'].includes(encoding))
      return [
        { kind: 'encoding-declaration', line: index + 1, detail: 'it declares an encoding other than UTF-8' },
      ]
  }
  return []
}
