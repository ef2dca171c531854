import { hash } from 'node:crypto'

/** SHA-256 of bytes or text, as lower-case hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex')
}

/**
 * SHA-256 over fields, each preceded by its UTF-8 length, so that no two lists of fields collide
 * by moving a character over a border. `null` differs from the empty string.
 */
export function digestFields(fields: readonly (string | number | null)[]): string {
  let text = ''
  for (const field of fields) {
    if (field === null) text += '-;'
    else if (typeof field === 'string') text += `${Buffer.byteLength(field)}:${field}`
    else {
      const digits = String(field)
      text += `${digits.length}:${digits}`
    }
  }
  return hash('sha256', text, 'hex')
}

/** JSON with sorted keys and no white space: one text for one value, on any machine (RFC 8785 in spirit). */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}

/** Digest of a value's canonical JSON. */
export const digestJson = (value: unknown): string => sha256(canonicalJson(value))
