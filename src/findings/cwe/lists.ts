import { createRequire } from 'node:module'
import { asArray, asText, field } from '../json/access.ts'

/** MITRE, 2025 CWE Top 25 Most Dangerous Software Weaknesses (CWE view 1435), by rank. */
export const CWE_TOP_25_2025: readonly number[] = [
  79, 89, 352, 862, 787, 22, 416, 125, 78, 94, 120, 434, 476, 121, 502, 122, 863, 20, 284, 200, 306, 918, 77,
  639, 770,
]

/** OWASP Top 10 of 2021 by MITRE's category of each entry (CWE view 1344). */
const OWASP_2021_CATEGORIES: Readonly<Record<string, string>> = {
  1345: 'A01:2021 Broken Access Control',
  1346: 'A02:2021 Cryptographic Failures',
  1347: 'A03:2021 Injection',
  1348: 'A04:2021 Insecure Design',
  1349: 'A05:2021 Security Misconfiguration',
  1352: 'A06:2021 Vulnerable and Outdated Components',
  1353: 'A07:2021 Identification and Authentication Failures',
  1354: 'A08:2021 Software and Data Integrity Failures',
  1355: 'A09:2021 Security Logging and Monitoring Failures',
  1356: 'A10:2021 Server-Side Request Forgery',
}

let categories: ReadonlyMap<number, string> | undefined

/** Rank in the Top 25 of 2025, 1 to 25; null where it is not among them. */
export function top25Rank(id: number): number | null {
  const index = CWE_TOP_25_2025.indexOf(id)
  return index < 0 ? null : index + 1
}

/** Entry of the OWASP Top 10 of 2021 that lists this weakness, as MITRE's view maps them; null for none. */
export function owaspTop10(id: number): string | null {
  categories ??= loadCategories()
  return categories.get(id) ?? null
}

/** Memberships as `cwe-sdk` ships them: weakness → ids of categories and views. */
function loadCategories(): ReadonlyMap<number, string> {
  const memberships: unknown = createRequire(import.meta.url)('cwe-sdk/raw/cwe-memberships.json')
  const found = new Map<number, string>()
  // The package loses categories with a single member (seen with 1.1.19): A10 has CWE-918 alone.
  found.set(918, 'A10:2021 Server-Side Request Forgery')
  for (const row of asArray(memberships)) {
    for (const category of asArray(field(row, 'memberships'))) {
      const name = OWASP_2021_CATEGORIES[String(category)]
      const id = Number(asText(field(row, 'weaknessId')))
      if (name !== undefined) found.set(id, name)
    }
  }
  return found
}
