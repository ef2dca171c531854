import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SbrError } from '../kernel/index.ts'
import { hashPolicy, isHeldOut, type JudgeIdentity, type Policy, parsePolicy } from './index.ts'

const read = (): Policy =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../policies/default.json'), 'utf8'))
const refusal = (change: (policy: Policy) => void): SbrError => {
  const policy = read()
  change(policy)
  try {
    parsePolicy(policy, 'p.json')
  } catch (error) {
    if (error instanceof SbrError) return error
  }
  throw new Error('the policy was accepted')
}

describe('parsePolicy', () => {
  it('names what is wrong', () => {
    expect(refusal((policy) => Object.assign(policy, { mode: 'best' }))).toMatchObject({
      code: 'BAD_CONFIG',
      message: expect.stringContaining('/mode'),
    })
    expect(refusal((policy) => Reflect.deleteProperty(policy.integrity, 'stub')).message).toContain('stub')
    expect(refusal((policy) => Object.assign(policy, { bonus: 1 })).code).toBe('BAD_CONFIG')
  })

  it.each([
    ['an engine', (policy: Policy) => policy.required.javascript?.push('sonarjs')],
    ['a pack as engine', (policy: Policy) => policy.required.python?.push('njsscan-pack')],
    ['a weight', (policy: Policy) => Object.assign(policy.lineageWeights, { CodeShield: 2 })],
    [
      'a calibration',
      (policy: Policy) => {
        const [entry] = policy.calibration.lineages
        if (entry) entry.lineage = 'eslint-plugin-sonarjs'
      },
    ],
    ['a dependency engine', (policy: Policy) => policy.dependencyEngines.push('code-shield')],
  ])('refuses a held-out judge as %s', (_, change) => {
    expect(refusal(change).code).toBe('NOT_ALLOWED')
  })

  it('knows the held-out names and no others', () => {
    expect(['njsscan', 'codeshield-pack', 'eslint-plugin-sonarjs', 'sonar'].every(isHeldOut)).toBe(true)
    expect(['semgrep', 'bandit', 'eslint', 'opengrep', 'rowan', 'sbr'].some(isHeldOut)).toBe(false)
  })
})

describe('hashPolicy', () => {
  const identity: JudgeIdentity = {
    engines: [
      {
        name: 'a',
        version: '1',
        available: true,
        packs: [{ name: 'p', lineage: 'l', sha256: 'x', heldOut: false }],
      },
      { name: 'b', version: null, available: false, packs: [] },
    ],
    checks: '1',
    cweCatalogue: 'x',
    advisorySnapshot: null,
    tasks: null,
  }
  const hash = (changes: Partial<JudgeIdentity> = {}) => hashPolicy(read(), { ...identity, ...changes })

  it('does not depend on order, and on everything that decides', () => {
    expect(hash({ engines: [...identity.engines].reverse() })).toBe(hash())
    const [a, b] = identity.engines
    if (!a || !b) throw new Error('two engines')
    const others = [
      hash({ engines: [a] }),
      hash({ engines: [{ ...a, version: '2' }, b] }),
      hash({ engines: [a, { ...b, available: true }] }),
      hash({ engines: [{ ...a, packs: [{ name: 'p', lineage: 'l', sha256: 'y', heldOut: false }] }, b] }),
      hash({ checks: '2' }),
      hash({ advisorySnapshot: 'z' }),
      hash({ cweCatalogue: 'y' }),
      hash({ tasks: 't' }),
      hashPolicy({ ...read(), sizeLimitBytes: 1 }, identity),
    ]
    expect(new Set([...others, hash()]).size).toBe(others.length + 1)
  })
})
