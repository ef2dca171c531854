import type { OsvAdvisory, OsvAffected, OsvEvent } from '../../kernel/index.ts'
import { orderOf, type VersionOrder } from './versions.ts'

/** A package at one version, by OSV's names (`npm`, `PyPI`). */
export interface PackageVersion {
  ecosystem: string
  name: string
  version: string
}

export interface AdvisoryMatch {
  package: PackageVersion
  advisory: OsvAdvisory
  /** Versions that mend it, above the package's own, ascending. */
  fixedVersions: string[]
}

export interface AdvisoryMatches {
  matches: AdvisoryMatch[]
  /** Packages about which nothing can be said, and why. They are not clean. */
  unknown: { package: PackageVersion; reason: 'no-advisories' | 'unknown-ecosystem' | 'bad-version' }[]
}

/**
 * Matches packages against advisories by OSV's rules: `versions`, and the events of SEMVER and ECOSYSTEM
 * ranges. Withdrawn advisories do not count. Without any advisory of a package's ecosystem the package
 * is unknown, never clean.
 */
export function matchAdvisories(
  packages: readonly PackageVersion[],
  advisories: readonly OsvAdvisory[],
): AdvisoryMatches {
  const index = indexByPackage(advisories)
  const result: AdvisoryMatches = { matches: [], unknown: [] }
  for (const one of packages) {
    const order = orderOf(one.ecosystem)
    if (!order) result.unknown.push({ package: one, reason: 'unknown-ecosystem' })
    else if (!index.ecosystems.has(one.ecosystem))
      result.unknown.push({ package: one, reason: 'no-advisories' })
    else if (!order.isValid(one.version)) result.unknown.push({ package: one, reason: 'bad-version' })
    else result.matches.push(...matchOne(one, order, index.byName.get(keyOf(one, order)) ?? []))
  }
  return result
}

interface Candidate {
  advisory: OsvAdvisory
  affected: OsvAffected
}

const keyOf = ({ ecosystem, name }: { ecosystem: string; name: string }, order: VersionOrder): string =>
  `${ecosystem}\n${order.normaliseName(name)}`

function indexByPackage(advisories: readonly OsvAdvisory[]) {
  const byName = new Map<string, Candidate[]>()
  const ecosystems = new Set<string>()
  for (const advisory of advisories) {
    for (const affected of advisory.affected ?? []) {
      const order = affected.package ? orderOf(affected.package.ecosystem) : null
      if (!affected.package || !order) continue
      ecosystems.add(affected.package.ecosystem)
      if (advisory.withdrawn !== undefined) continue
      const key = keyOf(affected.package, order)
      const known = byName.get(key)
      if (known) known.push({ advisory, affected })
      else byName.set(key, [{ advisory, affected }])
    }
  }
  return { byName, ecosystems }
}

function matchOne(
  one: PackageVersion,
  order: VersionOrder,
  candidates: readonly Candidate[],
): AdvisoryMatch[] {
  const matches = new Map<string, AdvisoryMatch>()
  for (const { advisory, affected } of candidates) {
    if (!isAffected(one.version, affected, order)) continue
    const known = matches.get(advisory.id)
    const fixed = fixedVersionsOf(one.version, affected, order)
    if (known) known.fixedVersions.push(...fixed)
    else matches.set(advisory.id, { package: one, advisory, fixedVersions: fixed })
  }
  return [...matches.values()]
    .map((match) => ({
      ...match,
      fixedVersions: [...new Set(match.fixedVersions)].sort((a, b) => order.compare(a, b)),
    }))
    .sort((a, b) => (a.advisory.id < b.advisory.id ? -1 : 1))
}

/** Is the version listed, or inside a range whose versions have an order? */
export function isAffected(version: string, affected: OsvAffected, order: VersionOrder): boolean {
  const isListed = (affected.versions ?? []).some(
    (listed) => listed === version || (order.isValid(listed) && order.compare(listed, version) === 0),
  )
  return (
    isListed ||
    (affected.ranges ?? []).some(
      (range) =>
        (range.type === 'SEMVER' || range.type === 'ECOSYSTEM') && isInRange(version, range.events, order),
    )
  )
}

/** OSV's evaluation: events in order of version, each switching the state for what comes after it. */
function isInRange(version: string, events: readonly OsvEvent[], order: VersionOrder): boolean {
  const steps = events
    .map(stepOf)
    .filter((step) => step !== null)
    .filter((step) => step.version === '0' || order.isValid(step.version))
    .sort((a, b) => compareSteps(a, b, order))
  let inside = false
  for (const step of steps) {
    const difference = step.version === '0' ? 1 : order.compare(version, step.version)
    if (step.kind === 'introduced' && difference >= 0) inside = true
    else if (step.kind === 'fixed' && difference >= 0) inside = false
    else if (step.kind === 'last_affected' && difference > 0) inside = false
  }
  return inside
}

interface Step {
  kind: 'introduced' | 'fixed' | 'last_affected'
  version: string
}

function stepOf(event: OsvEvent): Step | null {
  if (event.introduced !== undefined) return { kind: 'introduced', version: event.introduced }
  if (event.fixed !== undefined) return { kind: 'fixed', version: event.fixed }
  if (event.last_affected !== undefined) return { kind: 'last_affected', version: event.last_affected }
  return null
}

/** At one version: one range ends (`fixed`), the next begins, and `last_affected` still holds it. */
function compareSteps(a: Step, b: Step, order: VersionOrder): number {
  if (a.version === b.version) return rank(a) - rank(b)
  if (a.version === '0') return -1
  if (b.version === '0') return 1
  return order.compare(a.version, b.version) || rank(a) - rank(b)
}

const rank = (step: Step): number => (step.kind === 'fixed' ? 0 : step.kind === 'introduced' ? 1 : 2)

function fixedVersionsOf(version: string, affected: OsvAffected, order: VersionOrder): string[] {
  return (affected.ranges ?? [])
    .filter((range) => range.type !== 'GIT')
    .flatMap((range) => range.events)
    .flatMap((event) => (event.fixed === undefined ? [] : [event.fixed]))
    .filter((fixed) => order.isValid(fixed) && order.compare(fixed, version) > 0)
}
