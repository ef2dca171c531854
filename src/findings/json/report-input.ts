import { SbrError, sha256 } from '../../kernel/index.ts'
import type { ReportInput } from '../readers/port.ts'
import { MAX_JSON_BYTES } from './depth.ts'
import { type JsonDocument, parseJsonDocument } from './document.ts'

const HEAD_LENGTH = 64 * 1024

/** Opens a report: resolves its encoding, refuses what is too large to hold. */
export function openReport(name: string, bytes: Uint8Array): ReportInput {
  if (bytes.byteLength > MAX_JSON_BYTES)
    throw new SbrError('BAD_INPUT', `${name} has ${bytes.byteLength} bytes; the most is ${MAX_JSON_BYTES}`, {
      next: 'Split the report, e.g. by scanning folder by folder.',
    })
  const encoding = encodingOf(bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  let document: JsonDocument | undefined
  return {
    name,
    sha256: sha256(bytes),
    head: text.slice(0, HEAD_LENGTH),
    wrongEncoding: text.includes('\ufffd') && !isValid(bytes, encoding) ? encoding : null,
    text: () => text,
    json: () => {
      document ??= parseJsonDocument(text)
      return document
    },
  }
}

/** UTF-8 unless a byte order mark or the zero bytes of UTF-16 say otherwise (PowerShell redirects write it). */
function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (second === 0 && first !== 0 && first !== undefined))
    return 'utf-16le'
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined)
    ? 'utf-16be'
    : 'utf-8'
}

/** A report may hold U+FFFD itself: only bytes that do not decode are wrong. */
function isValid(bytes: Uint8Array, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
