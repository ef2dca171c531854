import type { RewardDocument } from '../kernel/index.ts'
import { redactSecrets } from '../platform/index.ts'

/** Text as the store takes it: secrets out, and what PostgreSQL cannot hold (NUL, half surrogates) replaced. */
export function cleanText(text: string): string {
  return redactSecrets(text.toWellFormed().replaceAll('\u0000', '\ufffd')).text
}

/** JSON text of a value with every string cleaned, keys included: for a JSON column. */
export const cleanJson = (value: unknown): string => JSON.stringify(clean(value))

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(clean)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), clean(item)]))
}

/** A reward document as the store gives it back: what was judged just now and what was remembered are the same. */
export const cleanDocument = (document: RewardDocument): RewardDocument => JSON.parse(cleanJson(document))
