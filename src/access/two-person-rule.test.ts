import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { APPROVING_ROLES, localIdentity, requireRole } from './identity.ts'
import { judgeApprovals } from './two-person-rule.ts'

const names = fc.constantFrom('ada', 'ben', 'cyd', 'dan')
const approvals = fc.array(fc.record({ approver: names, role: fc.constantFrom(...APPROVING_ROLES) }), {
  maxLength: 8,
})

describe('judgeApprovals', () => {
  it('never approves without two distinct people in two distinct roles who are not the author', () => {
    fc.assert(
      fc.property(names, approvals, (author, given) => {
        if (!judgeApprovals(author, given).approved) return
        const others = given.filter(({ approver }) => approver !== author)
        const pair = others.some((a) => others.some((b) => a.approver !== b.approver && a.role !== b.role))
        expect(pair).toBe(true)
      }),
      { numRuns: 10_000 },
    )
  })

  it('approves with a reviewer and an engineer, and says whom it misses', () => {
    const reviewer = { approver: 'ben', role: 'security-reviewer' as const }
    expect(judgeApprovals('ada', [reviewer, { approver: 'cyd', role: 'ml-engineer' }])).toEqual({
      approved: true,
    })
    expect(judgeApprovals('ada', [reviewer, { approver: 'ben', role: 'ml-engineer' }])).toEqual({
      approved: false,
      missing: 'an approval by a ml-engineer other than ada',
    })
    expect(judgeApprovals('ben', [reviewer]).approved).toBe(false)
  })
})

describe('localIdentity', () => {
  it('takes two spellings of a name for one person', () => {
    expect(localIdentity(' Ada ', ['ci']).name).toBe(localIdentity('ada', ['ci']).name)
    expect(localIdentity('ａｄａ', ['ci']).name).toBe('ada')
  })

  it.each(['', 'a b', '../x', 'аda'])('refuses the name %j', (name) => {
    expect(() => localIdentity(name, ['ci'])).toThrow(/no name of an identity/)
  })

  it('lets nobody act without the role', () => {
    expect(() => requireRole(localIdentity('ada', ['developer']), ['ml-engineer'], 'train')).toThrow(
      /may not train/,
    )
  })
})
