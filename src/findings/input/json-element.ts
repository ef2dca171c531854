import { escapePointer } from '../json/partial-json.ts'
import type { ReportFault } from './report-fault.ts'

/** Keys and elements of a JSON value that an object keeps: one less than was written for each doubled key. */
export function countKeys(value: unknown): number {
  if (value === null || typeof value !== 'object') return 0
  let count = 0
  if (Array.isArray(value)) {
    for (const item of value) if (item !== null && typeof item === 'object') count += countKeys(item)
    return count
  }
  for (const key in value) {
    count++
    const item = (value as Record<string, unknown>)[key]
    if (item !== null && typeof item === 'object') count += countKeys(item)
  }
  return count
}

/** Where in `text` the first doubled key of an object stands, as offset in UTF-16 units, and its name. */
export function findDuplicateKey(text: string): { offset: number; key: string } | null {
  const open: (Set<string> | null)[] = []
  const token = /"(?:[^"\\]|\\.)*"|[[\]{}]/gs
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const sign = match[0]
    if (sign === '{') open.push(new Set())
    else if (sign === '[') open.push(null)
    else if (sign === '}' || sign === ']') open.pop()
    else if (/^\s*:/.test(text.slice(token.lastIndex, token.lastIndex + 64))) {
      const keys = open.at(-1)
      const key = readString(sign)
      if (keys?.has(key)) return { offset: match.index, key }
      keys?.add(key)
    }
  }
  return null
}

/** A string literal's value; the literal itself where it is not valid. */
export function readString(literal: string): string {
  try {
    return JSON.parse(literal) as string
  } catch {
    return literal
  }
}

/** Offset in the report of an index into a text that stands there at `start`. */
export const offsetIn = (text: string, start: number) => (index: number) =>
  start + Buffer.byteLength(text.slice(0, index))

/** The fault of a value in which a key stands twice: the last one counts, as JSON.parse has it. */
export function duplicateKeyFault(
  text: string,
  offsetOf: (index: number) => number,
  pointer: string,
): ReportFault {
  const found = findDuplicateKey(text)
  return {
    code: 'duplicate-key',
    reason:
      found === null ? 'a key stands twice' : `the key "${found.key}" stands twice; the last one counts`,
    position: String(offsetOf(found?.offset ?? 0)),
    pointer,
  }
}

export const childPointer = (parent: string, key: string | number): string =>
  typeof key === 'number' ? `${parent}/${key}` : `${parent}/${escapePointer(key)}`
