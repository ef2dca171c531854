import { asArray, asObject, field } from '../json/access.ts'

/** `CWE-79: Improper…`, `cwe-079`, `79`, `external/cwe/cwe-079`. Only for fields whose taxonomy is CWE. */
const CWE = /^(?:external\/cwe\/)?(?:cwe[-_ ]?)?0*(\d+)\b/i

/** A tag that names a CWE by itself: a bare number in a list of tags is none. */
const CWE_TAG = /^(?:external\/cwe\/)?cwe[-_ ]?0*(\d+)\b/i

/** Highest id that is taken for a CWE: MITRE numbers in four digits. */
const MAX_CWE = 9999

/** The id in one value of a CWE-typed field; null where there is none. `{id: 78}` counts as 78. */
export function parseCwe(value: unknown): number | null {
  const plain = asObject(value) ? field(value, 'id') : value
  if (typeof plain === 'number') return inRange(plain)
  if (typeof plain !== 'string') return null
  const match = CWE.exec(plain.trim())
  return match ? inRange(Number(match[1])) : null
}

/** The id that a free tag names, e.g. a SARIF rule's `external/cwe/cwe-079`. */
export function parseCweTag(tag: unknown): number | null {
  if (typeof tag !== 'string') return null
  const match = CWE_TAG.exec(tag.trim())
  return match ? inRange(Number(match[1])) : null
}

const inRange = (id: number): number | null =>
  Number.isSafeInteger(id) && id >= 1 && id <= MAX_CWE ? id : null

/** All ids in values of CWE-typed fields, each once, in the order of the report, and the raw texts. */
export function parseCwes(values: readonly unknown[]): { ids: number[]; raw: string[] } {
  const ids = new Set<number>()
  const raw = new Set<string>()
  for (const value of values.flatMap((item) => (Array.isArray(item) ? asArray(item) : [item]))) {
    const id = parseCwe(value)
    if (id === null) continue
    ids.add(id)
    const text = asObject(value) ? field(value, 'id') : value
    raw.add(String(text))
  }
  return { ids: [...ids], raw: [...raw] }
}
