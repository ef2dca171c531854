import type { JsonOutline, ReadItem } from './port.ts'

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

/** Elements of a list that stands inside of one element of a collection, with their pointers. */
export function* plainElements(list: unknown, pointer: string): Generator<[unknown, string]> {
  if (!Array.isArray(list)) return
  for (const [index, item] of list.entries()) yield [item, `${pointer}/${index}`]
}
