import type { Ecosystem, OsvAdvisory } from '../../kernel/index.ts'
import type { Registries } from '../../platform/index.ts'
import { matchAdvisories } from '../../scanners/index.ts'

/** Versions of a package that its registry has, in no order; with their size in bytes where it says so. */
export async function listVersions(
  ecosystem: Ecosystem,
  name: string,
  registries: Registries,
): Promise<Map<string, number | null>> {
  if (ecosystem === 'npm')
    return new Map(
      Object.keys((await registries.npm.packument(name)).versions).map((version) => [version, null]),
    )
  const versions = new Map<string, number | null>()
  for (const { filename, size } of await registries.pypi.files(name)) {
    const version = versionOf(filename, name)
    const isSource = /\.(?:tar\.gz|tgz|zip)$/.test(filename)
    if (version !== null && (isSource || !versions.has(version))) versions.set(version, size ?? null)
  }
  return versions
}

/** The version in the name of a source archive or a pure wheel. */
function versionOf(filename: string, name: string): string | null {
  const pattern = name
    .replace(/[-_.]+/g, '-')
    .split('-')
    .map(escapePattern)
    .join('[-_.]+')
  const found = new RegExp(`^${pattern}-(.+?)(?:\\.tar\\.gz|\\.tgz|\\.zip|-[^-]+-none-any\\.whl)$`, 'i').exec(
    filename,
  )
  return found?.[1] ?? null
}

const escapePattern = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '\\$&')

/**
 * The last version before the fix and the first with it, of the newest branch for which the registry has both; null
 * where there is none. A fixed version that was never published is stood for by the next. A version before its release counts only where the fix itself is one.
 */
export function chooseVersions(
  ecosystem: Ecosystem,
  name: string,
  fixed: readonly string[],
  versions: Iterable<string>,
): { vulnerable: string; fixed: string } | null {
  const all = [...versions]
  const isBelow = orderOf(ecosystem, name)
  const branches = [...fixed].sort((a, b) => (isBelow(a, b) ? 1 : -1))
  for (const named of branches) {
    // Some fixed versions were never published; the next one has the fix as well.
    const first = all.includes(named)
      ? named
      : lowest(
          all.filter((one) => !isBelow(one, named) && !isEarly(one)),
          isBelow,
        )
    if (first === null) continue
    const before = all.filter((version) => isBelow(version, first) && (isEarly(first) || !isEarly(version)))
    const last = before.reduce<string | null>(
      (best, version) => (best === null || isBelow(best, version) ? version : best),
      null,
    )
    if (last !== null) return { vulnerable: last, fixed: first }
  }
  return null
}

const lowest = (versions: readonly string[], isBelow: (a: string, b: string) => boolean): string | null =>
  versions.reduce<string | null>((best, one) => (best === null || isBelow(one, best) ? one : best), null)

const isEarly = (version: string): boolean => /[a-z]/i.test(version.replace(/\.?post\d+$/, ''))

/** The order that the matcher of advisories has: a version is below another where "fixed in the other" affects it. */
function orderOf(ecosystem: Ecosystem, name: string): (a: string, b: string) => boolean {
  const type = ecosystem === 'npm' ? 'SEMVER' : 'ECOSYSTEM'
  return (version, fixed) => {
    const advisory: OsvAdvisory = {
      id: 'order',
      affected: [
        { package: { ecosystem, name }, ranges: [{ type, events: [{ introduced: '0' }, { fixed }] }] },
      ],
    }
    return matchAdvisories([{ ecosystem, name, version }], [advisory]).matches.length > 0
  }
}
