/** A JSON object; anything else is null. */
export function asObject(value: unknown): Record<string, unknown> | null {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null
}

/** An own field of a JSON object; undefined for anything else. Inherited names such as `constructor` are none. */
export function field(value: unknown, ...path: (string | number)[]): unknown {
  let current = value
  for (const step of path) {
    if (current === null || typeof current !== 'object' || !Object.hasOwn(current, step)) return undefined
    current = (current as Record<string | number, unknown>)[step]
  }
  return current
}

export const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** A text; a number counts as its text, since tools write ids both ways. */
export function asText(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null
}

/** A whole number, also where the tool wrote it as text. */
export function asInteger(value: unknown): number | null {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
}

/** The texts of a list, or the one text that stands in its place. */
export function asTexts(value: unknown): string[] {
  const items = Array.isArray(value) ? value : [value]
  return items.map(asText).filter((item) => item !== null)
}
