import type { Diagnostic } from '../../kernel/index.ts'
import { cleanText } from '../text/printable.ts'
import type { ReadContext } from './port.ts'

/** Every text of a report passes here before it is kept. */
export interface Texts {
  /** Without control characters, terminal escapes and secrets. */
  clean(text: string): string
  /** The same for texts that return many times, such as a rule's: what they became is remembered. */
  known(text: string): string
  /** As `known`; the empty text becomes null. */
  knownOptional(text: string | null | undefined): string | null
  /** As `clean`; the empty text becomes null. */
  optional(text: string | null | undefined): string | null
  diagnostic(diagnostic: Diagnostic): Diagnostic
}

/** Texts remembered at a time. */
const KNOWN_TEXTS = 4096

/** Cleaning first: an escape in the middle of a secret must not hide it from redaction. */
export function createTexts(context: ReadContext): Texts {
  const redact = context.redact ?? ((text: string) => text)
  const clean = (text: string) => redact(cleanText(text))
  const remembered = new Map<string, string>()
  const known = (text: string): string => {
    const found = remembered.get(text)
    if (found !== undefined) return found
    const result = clean(text)
    if (remembered.size >= KNOWN_TEXTS) remembered.clear()
    remembered.set(text, result)
    return result
  }
  return {
    clean,
    known,
    knownOptional: (text) => (text === null || text === undefined || text === '' ? null : known(text)),
    optional: (text) => (text === null || text === undefined || text === '' ? null : clean(text)),
    diagnostic: (diagnostic) => ({ ...diagnostic, message: clean(diagnostic.message) }),
  }
}
