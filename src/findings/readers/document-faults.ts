import { escapePointer } from '../json/partial-json.ts'
import type { JsonOutline, ReaderFacts, ReadItem } from './port.ts'

/** A result that lacks what it must have. */
export function badResult(name: string, pointer: string, message: string): ReadItem {
  return {
    type: 'diagnostic',
    diagnostic: { level: 'error', code: 'bad-result', message, path: name, position: pointer },
  }
}

/** Elements of a list that is in the outline, with their pointers; what the report's end has cut is left out. */
export function* elements(
  outline: JsonOutline,
  list: unknown,
  pointer: string,
): Generator<[unknown, string]> {
  if (!Array.isArray(list)) return
  for (const [index, item] of list.entries()) {
    const at = `${pointer}/${index}`
    if (!outline.isCut(at)) yield [item, at]
  }
}

/** Own entries of an object that is in the outline, with their pointers; what the report's end has cut is left out. */
export function* entries(
  outline: JsonOutline,
  object: unknown,
  pointer: string,
): Generator<[string, unknown, string]> {
  if (object === null || typeof object !== 'object' || Array.isArray(object)) return
  for (const [key, value] of Object.entries(object)) {
    const at = `${pointer}/${escapePointer(key)}`
    if (!outline.isCut(at)) yield [key, value, at]
  }
}

/** A whole document without what makes it a report of this tool: nothing of it can be read. */
export function notThisFormat(
  outline: Pick<JsonOutline, 'isCut'>,
  name: string,
  pointer: string,
  message: string,
): ReadItem {
  const code = outline.isCut('') ? 'truncated' : NOT_THIS_FORMAT
  return {
    type: 'diagnostic',
    diagnostic: { level: 'error', code, message, path: name, position: pointer },
  }
}

/** Code of the diagnostic that makes a report unreadable as a whole. */
export const NOT_THIS_FORMAT = 'not-this-format'

/** Elements of a list that hold lists themselves, also one that the report's end has cut. */
export function* plainElements(list: unknown, pointer: string): Generator<[unknown, string]> {
  if (!Array.isArray(list)) return
  for (const [index, item] of list.entries()) yield [item, `${pointer}/${index}`]
}

/** Stands in until a reader describes itself. */
export const undescribedFacts = (title: string): ReaderFacts => ({
  title,
  proof: { by: 'documented', source: '', why: '' },
  severity: '',
  confidence: '',
  cwe: '',
  location: '',
  identity: '',
  incomplete: null,
  limits: [],
})
