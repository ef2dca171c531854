import { readFileSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Ecosystem, sha256 } from '../../src/kernel/index.ts'
import type { Registries } from '../../src/platform/index.ts'

export type Split = 'tune' | 'measure'

/** A release whose archive is pinned. */
export interface PinnedRelease {
  ecosystem: Ecosystem
  package: string
  version: string
  filename: string
  /** Of the archive. */
  sha256: string
}

/**
 * Round one: rules were narrowed by what it shows, all of it is for tuning by now. Of round two, applications and
 * servers for the most part, half is for tuning by the name alone, so that nobody chooses; the other half was scanned
 * and read after the rules were done. Of that half some, the first by the hash of their names, were looked at before:
 * they are for tuning as well.
 */
export function splitOf(name: string): Split {
  if (LOOKED_AT.has(name)) return 'tune'
  return Number.parseInt(sha256(name).slice(0, 1), 16) % 2 === 0 ? 'tune' : 'measure'
}

type Names = Record<Ecosystem, string[]>
const NAMES: { round1: Names; round2: Names; lookedAt: string[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, 'names.json'), 'utf8'),
)
const LOOKED_AT = new Set([...NAMES.round1.PyPI, ...NAMES.round1.npm, ...NAMES.lookedAt])

const PINS = join(import.meta.dirname, 'packages.json')

export const readReleases = async (): Promise<PinnedRelease[]> =>
  JSON.parse(await readFile(PINS, 'utf8').catch(() => '[]'))

export async function writeReleases(releases: readonly PinnedRelease[]): Promise<void> {
  const lines = releases.map((release) => `  ${JSON.stringify(release)}`)
  await writeFile(PINS, `[\n${lines.join(',\n')}\n]\n`)
}

export const listNames = (): { ecosystem: Ecosystem; package: string }[] =>
  [NAMES.round1, NAMES.round2].flatMap((names) =>
    (['PyPI', 'npm'] as const).flatMap((ecosystem) =>
      names[ecosystem].map((name) => ({ ecosystem, package: name })),
    ),
  )

/** The newest release that is no pre-release. */
export async function findNewest(
  registries: Registries,
  ecosystem: Ecosystem,
  name: string,
): Promise<string> {
  const versions =
    ecosystem === 'npm'
      ? Object.keys((await registries.npm.packument(name)).versions)
      : (await registries.pypi.files(name)).map(({ filename }) => versionIn(filename))
  const newest = versions
    .filter((version) => /^\d+(?:\.\d+)*(?:\.post\d+)?$/.test(version))
    .sort((a, b) => compare(a, b))
    .at(-1)
  if (newest === undefined) throw new Error(`${name} has no release`)
  return newest
}

const versionIn = (filename: string): string =>
  (filename.endsWith('.whl') ? filename.split('-')[1] : /-([^-]+)\.(?:tar\.\w+|zip)$/.exec(filename)?.[1]) ??
  ''

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/\D+/).map(Number))
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const difference = (left?.[at] ?? 0) - (right?.[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
