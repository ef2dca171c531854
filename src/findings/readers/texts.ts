import type { Diagnostic } from '../../kernel/index.ts'
import { cleanText } from '../text/printable.ts'
import type { ReadContext } from './port.ts'

/** Every text of a report passes here before it is kept. */
export interface Texts {
  /** Without control characters, terminal escapes and secrets. */
  clean(text: string): string
  /** The same; the empty text becomes null. */
  optional(text: string | null | undefined): string | null
  diagnostic(diagnostic: Diagnostic): Diagnostic
}

/** Cleaning first: an escape in the middle of a secret must not hide it from redaction. */
export function createTexts(context: ReadContext): Texts {
  const redact = context.redact ?? ((text: string) => text)
  const clean = (text: string) => redact(cleanText(text))
  return {
    clean,
    optional: (text) => (text === null || text === undefined || text === '' ? null : clean(text)),
    diagnostic: (diagnostic) => ({ ...diagnostic, message: clean(diagnostic.message) }),
  }
}
