import fc from 'fast-check'
import semver from 'semver'
import { describe, expect, it } from 'vitest'
import type { OsvAdvisory, OsvEvent } from '../../kernel/index.ts'
import { matchAdvisories } from './match.ts'

const advisory = (
  ecosystem: string,
  name: string,
  events: OsvEvent[],
  extra: Partial<OsvAdvisory> = {},
): OsvAdvisory => ({
  id: 'TEST-1',
  affected: [
    {
      package: { ecosystem, name },
      ranges: [{ type: ecosystem === 'npm' ? 'SEMVER' : 'ECOSYSTEM', events }],
    },
  ],
  ...extra,
})
const isHit = (version: string, ...advisories: OsvAdvisory[]): boolean => {
  const [first] = advisories[0]?.affected ?? []
  const { ecosystem = '', name = '' } = first?.package ?? {}
  return matchAdvisories([{ ecosystem, name, version }], advisories).matches.length > 0
}

describe('matchAdvisories', () => {
  it.each([
    ['4.17.15', true],
    ['4.17.19', false],
    ['4.17.18', true],
    ['5.0.0', false],
    ['0.0.1', true],
    ['4.17.19-rc.1', true],
  ])('npm %s in [0, 4.17.19): %s', (version, expected) => {
    expect(isHit(version, advisory('npm', 'lodash', [{ introduced: '0' }, { fixed: '4.17.19' }]))).toBe(
      expected,
    )
  })

  it.each([
    ['1.0', false],
    ['1.1', true],
    ['1.2.post1', false],
    ['1.2', true],
    ['2.0rc1', true],
    ['2.0', true],
    ['2.0.1', false],
  ])('PyPI %s in [1.1, 1.2] and [2.0rc1, 2.0]: %s', (version, expected) => {
    const events = [
      { introduced: '2.0rc1' },
      { last_affected: '2.0' },
      { introduced: '1.1' },
      { last_affected: '1.2' },
    ]
    expect(isHit(version, advisory('PyPI', 'thing', events))).toBe(expected)
  })

  it('takes names as the ecosystem does', () => {
    const django = advisory('PyPI', 'Django_Thing', [{ introduced: '0' }])
    const found = matchAdvisories([{ ecosystem: 'PyPI', name: 'django.thing', version: '1.0' }], [django])
    expect(found.matches).toHaveLength(1)
    const npm = advisory('npm', 'Thing', [{ introduced: '0' }])
    expect(matchAdvisories([{ ecosystem: 'npm', name: 'thing', version: '1.0.0' }], [npm]).matches).toEqual(
      [],
    )
  })

  it('counts listed versions and leaves out withdrawn advisories and commits', () => {
    const listed: OsvAdvisory = {
      id: 'A',
      affected: [{ package: { ecosystem: 'PyPI', name: 'x' }, versions: ['1.0'] }],
    }
    expect(isHit('1.0.0', listed)).toBe(true)
    expect(isHit('1.1', listed)).toBe(false)
    expect(isHit('1.0', { ...listed, withdrawn: '2024-01-01T00:00:00Z' })).toBe(false)
    const commits: OsvAdvisory = {
      id: 'B',
      affected: [
        {
          package: { ecosystem: 'PyPI', name: 'x' },
          ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }],
        },
      ],
    }
    expect(isHit('1.0', commits)).toBe(false)
  })

  it('without advisories, with an unknown ecosystem or a bad version: unknown, never clean', () => {
    const one = (ecosystem: string, version: string, advisories: OsvAdvisory[]) =>
      matchAdvisories([{ ecosystem, name: 'x', version }], advisories).unknown.map((entry) => entry.reason)
    const some = [advisory('npm', 'other', [{ introduced: '0' }])]
    expect(one('npm', '1.0.0', [])).toEqual(['no-advisories'])
    expect(one('PyPI', '1.0.0', some)).toEqual(['no-advisories'])
    expect(one('Cargo', '1.0.0', some)).toEqual(['unknown-ecosystem'])
    expect(one('npm', 'not a version', some)).toEqual(['bad-version'])
    expect(one('npm', '1.0.0', some)).toEqual([])
  })

  it('offers only fixes above the version, ascending', () => {
    const twice = advisory('npm', 'x', [
      { introduced: '0' },
      { fixed: '1.5.0' },
      { introduced: '2.0.0' },
      { fixed: '2.1.0' },
    ])
    const [match] = matchAdvisories([{ ecosystem: 'npm', name: 'x', version: '1.2.0' }], [twice]).matches
    expect(match?.fixedVersions).toEqual(['1.5.0', '2.1.0'])
    const [later] = matchAdvisories([{ ecosystem: 'npm', name: 'x', version: '2.0.5' }], [twice]).matches
    expect(later?.fixedVersions).toEqual(['2.1.0'])
  })

  it('agrees with semver on every range, whatever the order of its events', () => {
    const version = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3)).map((parts) => parts.join('.'))
    fc.assert(
      fc.property(version, version, version, fc.boolean(), (from, to, probe, swap) => {
        fc.pre(semver.lt(from, to))
        const events = swap ? [{ fixed: to }, { introduced: from }] : [{ introduced: from }, { fixed: to }]
        expect(isHit(probe, advisory('npm', 'x', events))).toBe(semver.satisfies(probe, `>=${from} <${to}`))
      }),
    )
  })
})
