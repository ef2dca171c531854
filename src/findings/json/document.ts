import { exceedsDepth, MAX_JSON_BYTES, MAX_JSON_DEPTH } from './depth.ts'
import { parsePartialJson } from './partial-json.ts'

/** A JSON text as far as it could be read. */
export interface JsonDocument {
  /** undefined where nothing could be read. */
  readonly value: unknown
  /** Where and why reading ended early; null for a whole document. */
  readonly fault: {
    code: 'truncated' | 'malformed' | 'too-deep' | 'too-large'
    reason: string
    offset: number
  } | null
  /** Was the value at this pointer cut by the fault? Then it may lack fields and must not be trusted. */
  isCut(pointer: string): boolean
}

const WHOLE = () => false

/** Parses JSON after its size and depth were checked; keeps what comes before a fault. */
export function parseJsonDocument(text: string): JsonDocument {
  if (text.length > MAX_JSON_BYTES)
    return refused('too-large', `larger than ${MAX_JSON_BYTES} bytes`, MAX_JSON_BYTES)
  const deep = exceedsDepth(text)
  if (deep) return refused('too-deep', `nested deeper than ${MAX_JSON_DEPTH} levels`, deep.offset)
  try {
    return { value: JSON.parse(text) as unknown, fault: null, isCut: WHOLE }
  } catch {
    const { value, offset, reason, openPointer } = parsePartialJson(text)
    const code = reason.startsWith('the text ends') ? 'truncated' : 'malformed'
    return {
      value,
      fault: { code, reason, offset },
      isCut: (pointer) => openPointer === pointer || openPointer.startsWith(`${pointer}/`),
    }
  }
}

function refused(code: 'too-deep' | 'too-large', reason: string, offset: number): JsonDocument {
  return { value: undefined, fault: { code, reason, offset }, isCut: () => true }
}
