import type { JsonDocument } from '../json/document.ts'
import { escapePointer } from '../json/partial-json.ts'
import type { ReadItem } from './port.ts'

/** The diagnostic for a document that ended early; nothing for a whole one. */
export function* faultsOf(document: JsonDocument, name: string): Generator<ReadItem> {
  if (document.fault === null) return
  const { code, reason, offset } = document.fault
  yield {
    type: 'diagnostic',
    diagnostic: {
      level: 'error',
      code,
      message: `The report is not whole: ${reason}`,
      path: name,
      position: String(offset),
    },
  }
}

/** A result that lacks what it must have. */
export function badResult(name: string, pointer: string, message: string): ReadItem {
  return {
    type: 'diagnostic',
    diagnostic: { level: 'error', code: 'bad-result', message, path: name, position: pointer },
  }
}

/** Elements of a list with their pointers; what a fault has cut is left out (the fault says so itself). */
export function* elements(
  document: JsonDocument,
  list: unknown,
  pointer: string,
): Generator<[unknown, string]> {
  if (!Array.isArray(list)) return
  for (const [index, item] of list.entries()) {
    const at = `${pointer}/${index}`
    if (!document.isCut(at)) yield [item, at]
  }
}

/**
 * Elements that hold lists of results themselves, also the one that a fault has cut: what it lists before
 * the cut is whole.
 */
export function* containers(list: unknown, pointer: string): Generator<[unknown, string]> {
  if (!Array.isArray(list)) return
  for (const [index, item] of list.entries()) yield [item, `${pointer}/${index}`]
}

/** Own entries of an object with their pointers; what a fault has cut is left out. */
export function* entries(
  document: JsonDocument,
  object: unknown,
  pointer: string,
): Generator<[string, unknown, string]> {
  if (object === null || typeof object !== 'object' || Array.isArray(object)) return
  for (const [key, value] of Object.entries(object)) {
    const at = `${pointer}/${escapePointer(key)}`
    if (!document.isCut(at)) yield [key, value, at]
  }
}

/** A whole document without what makes it a report of this tool: nothing of it can be read. */
export function notThisFormat(
  document: JsonDocument,
  name: string,
  pointer: string,
  message: string,
): ReadItem {
  const code = document.fault === null ? NOT_THIS_FORMAT : 'truncated'
  return {
    type: 'diagnostic',
    diagnostic: { level: 'error', code, message, path: name, position: pointer },
  }
}

/** Code of the diagnostic that makes a report unreadable as a whole. */
export const NOT_THIS_FORMAT = 'not-this-format'
