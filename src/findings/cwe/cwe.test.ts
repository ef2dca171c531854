import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ESLINT_RULE_CWE } from '../readers/eslint/rule-cwe.ts'
import { cweEntry, cweIds, cweName } from './catalogue.ts'
import { CWE_TOP_25_2025, owaspTop10, top25Rank } from './lists.ts'
import { parseCwe, parseCwes, parseCweTag } from './parse-cwe.ts'
import { cweStanding, markCwes, primaryCwe } from './primary-cwe.ts'
import { areCwesRelated, cweAncestors, cweChildren, cweDistance } from './relations.ts'

describe('parsing', () => {
  it('reads every spelling of an id', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.constantFrom('', 'CWE-', 'cwe-', 'CWE_', 'CWE ', 'cwe', 'external/cwe/cwe-', 'external/cwe/'),
        fc.constantFrom('', '0', '00'),
        fc.constantFrom('', ': Improper Neutralization', ' - text', ','),
        (id, prefix, zeros, suffix) => {
          expect(parseCwe(`${prefix}${zeros}${id}${suffix}`)).toBe(id)
        },
      ),
    )
    expect(parseCwe({ id: 78 })).toBe(78)
    expect(parseCwe({ id: '798', url: 'x' })).toBe(798)
    expect(parseCwe(79)).toBe(79)
  })

  it('takes nothing else for one', () => {
    for (const value of [
      '',
      'A79',
      'CWE-',
      'CWE-79a',
      'CVE-2020-1',
      0,
      -1,
      1.5,
      10_000,
      '99999',
      null,
      undefined,
      {},
      [],
      true,
    ])
      expect(parseCwe(value)).toBeNull()
    expect(parseCweTag('79')).toBeNull()
    expect(parseCweTag('external/cwe/79')).toBeNull()
    expect(parseCweTag('external/cwe/cwe-079')).toBe(79)
  })

  it('keeps order and raw texts, each once', () => {
    expect(parseCwes([['CWE-89: SQL', 'cwe-089'], 20, null])).toEqual({
      ids: [89, 20],
      raw: ['CWE-89: SQL', 'cwe-089', '20'],
    })
  })
})

describe('catalogue', () => {
  it('knows names, parents and relatives', () => {
    expect(cweName(89)).toMatch(/SQL Injection/)
    expect(cweEntry(89)?.parents).toEqual([943])
    expect(cweAncestors(89).get(74)).toBe(2)
    expect(cweDistance(89, 89)).toBe(0)
    expect(cweDistance(77, 78)).toBe(1)
    expect(areCwesRelated(78, 88)).toBe(true)
    expect(areCwesRelated(89, 79)).toBe(false)
    // Their only common ancestor, CWE-74, is discouraged for mapping.
    expect(cweDistance(79, 943)).toBeNull()
    expect(cweDistance(5, 99_99)).toBeNull()
  })

  it('is symmetric, and ends on every pair', () => {
    const ids = cweIds()
    expect(ids.length).toBeGreaterThan(900)
    fc.assert(
      fc.property(fc.constantFrom(...ids), fc.constantFrom(...ids), (a, b) => {
        expect(cweDistance(a, b)).toBe(cweDistance(b, a))
      }),
    )
  })

  it('takes the most specific allowed id as primary, whatever the order', () => {
    expect(primaryCwe([20, 89])).toBe(89)
    expect(primaryCwe([77, 78])).toBe(78)
    expect(primaryCwe([74, 20])).not.toBeNull()
    expect(primaryCwe([])).toBeNull()
    // A category, and a retired entry: kept by the finding, never its primary.
    expect(primaryCwe([310, 71, 1000])).toBeNull()
    expect(primaryCwe([310, 9998])).toBe(9998)
  })

  it('keeps and marks what nothing should be mapped to', () => {
    expect([89, 119, 20, 74, 310, 71, 1000, 9998].map(cweStanding)).toEqual([
      'allowed',
      'discouraged',
      'discouraged',
      'discouraged',
      'category',
      'deprecated',
      'view',
      'unlisted',
    ])
    expect(markCwes([89, 310, 20])).toEqual({ 20: 'discouraged', 310: 'category' })
    expect(markCwes([89, 79])).toBeUndefined()
  })

  it('names categories and views, and knows children', () => {
    expect(cweName(310)).toBe('Cryptographic Issues')
    expect(cweName(1000)).toBe('Research Concepts')
    expect(cweName(9998)).toBeNull()
    expect(cweChildren(943)).toContain(89)
    expect(cweChildren(564)).toEqual([])
  })

  it('has the Top 25 of 2025 and both OWASP Top 10', () => {
    expect(new Set(CWE_TOP_25_2025).size).toBe(25)
    expect([top25Rank(79), top25Rank(770), top25Rank(1333)]).toEqual([1, 25, null])
    expect([owaspTop10(89), owaspTop10(918), owaspTop10(1333)]).toEqual([
      'A03:2021 Injection',
      'A10:2021 Server-Side Request Forgery (SSRF)',
      null,
    ])
    expect([owaspTop10(89, 2025), owaspTop10(918, 2025), owaspTop10(477, 2025)]).toEqual([
      'A05:2025 Injection',
      'A01:2025 Broken Access Control',
      'A03:2025 Software Supply Chain Failures',
    ])
    for (const edition of [2021, 2025] as const)
      expect(new Set(cweIds().map((id) => owaspTop10(id, edition))).size).toBe(11)
  })

  it('maps ESLint rules to weaknesses that may be mapped to', () => {
    for (const [rule, ids] of Object.entries(ESLINT_RULE_CWE))
      for (const id of ids)
        expect([rule, cweStanding(id)]).toEqual([
          rule,
          expect.stringMatching(/^(?:allowed|review|discouraged)$/),
        ])
  })
})
