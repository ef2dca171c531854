import { existsSync } from 'node:fs'
import { type Diagnostic, digestJson, type OsvAdvisory, type RulePack } from '../../kernel/index.ts'
import type { CreateEngine, EngineInfo, EngineOutput, ScanRequest } from '../port.ts'
import { readFindings } from '../shared/read-findings.ts'
import { buildAbsentRun, buildRun, selectTargets } from '../shared/run-builder.ts'
import { type SnapshotTarget, takeSnapshot } from '../shared/snapshot.ts'
import { loadAdvisories } from './load-advisories.ts'
import { lockFilesOf, manifestReaderOf } from './manifests.ts'
import { type AdvisoryMatches, matchAdvisories, type PackageVersion } from './match.ts'
import { orderOf } from './versions.ts'

/** Version of the matching itself: part of a run's identity. */
const MATCHER_VERSION = '1'

const accepts = (target: SnapshotTarget): boolean => manifestReaderOf(target.path) !== null

/** Manifests among the targets against advisories at hand. Without advisories it does not run. */
export const createOsv: CreateEngine = (context) => ({
  name: 'osv',
  info: async () => describeOsv(context.advisories, null),
  scan: (request) => scan(context.advisories, request),
  close: async () => {},
})

function describeOsv(folder: string | null, pack: RulePack | null): EngineInfo {
  const base = { name: 'osv', version: MATCHER_VERSION, languages: [], heldOut: false }
  if (folder !== null && existsSync(folder)) return { ...base, packs: pack ? [pack] : [], available: true }
  const missing = { what: 'Advisories in OSV format', how: 'Run `sbr collect advisories`.' }
  return { ...base, packs: [], available: false, missing }
}

interface Manifest {
  path: string
  packages: PackageVersion[]
  unresolved: string[]
}

async function scan(folder: string | null, request: ScanRequest): Promise<EngineOutput> {
  const snapshot = request.snapshot ?? (await takeSnapshot(request.root, request.targets, request.signal))
  const absent = describeOsv(folder, null)
  if (folder === null || !absent.available) return { run: buildAbsentRun(absent, snapshot), findings: [] }
  const failures = new Map<string, string>()
  const diagnostics: Diagnostic[] = []
  const manifests = selectTargets(snapshot, accepts).flatMap((target) => {
    const manifest = readManifest(target)
    if (manifest) return [manifest]
    failures.set(target.path, 'parse-error')
    diagnostics.push({
      level: 'error',
      code: 'parse-error',
      message: 'The manifest is not in its format',
      path: target.path,
    })
    return []
  })
  const advisories = await loadFor(folder, manifests)
  // The pack is what was matched against: the same packages over other advisories are another scan.
  const ids = advisories.map((advisory) => digestJson(advisory)).sort()
  const pack: RulePack = { name: 'advisories', lineage: 'osv', sha256: digestJson(ids), heldOut: false }
  const info = describeOsv(folder, pack)
  const present = new Set(snapshot.targets.map((target) => target.path))
  const sources: unknown[] = []
  for (const manifest of manifests) {
    const matched = matchAdvisories(manifest.packages, advisories)
    const open = describeOpen(manifest, matched, present)
    if (open) {
      failures.set(manifest.path, open.code)
      diagnostics.push({ level: 'warning', ...open, path: manifest.path })
    }
    if (matched.matches.length > 0) sources.push(toSource(manifest.path, matched))
  }
  const read = await readFindings({ info, snapshot, reader: 'osv-scanner', report: { results: sources } })
  const run = buildRun(info, snapshot, accepts, failures, [...diagnostics, ...read.diagnostics])
  return { run, findings: read.findings }
}

function readManifest({ path, content }: SnapshotTarget): Manifest | null {
  try {
    const manifest = manifestReaderOf(path)?.(content.toString('utf8'))
    return manifest ? { path, ...manifest } : null
  } catch {
    return null
  }
}

/** Why a manifest's packages are not all judged; null: they are. */
function describeOpen(
  manifest: Manifest,
  matched: AdvisoryMatches,
  present: ReadonlySet<string>,
): { code: string; message: string } | null {
  const [unknown] = matched.unknown
  if (unknown)
    return {
      code: unknown.reason,
      message: `${matched.unknown.length} packages cannot be judged, ${unknown.package.name} among them`,
    }
  if (manifest.unresolved.length === 0 || lockFilesOf(manifest.path).some((lock) => present.has(lock)))
    return null
  return {
    code: 'unresolved-versions',
    message: `${manifest.unresolved.length} packages have no exact version, ${manifest.unresolved[0]} among them; add a lock file`,
  }
}

async function loadFor(folder: string, manifests: readonly Manifest[]): Promise<OsvAdvisory[]> {
  const all = manifests.flatMap((manifest) => manifest.packages)
  const advisories: OsvAdvisory[] = []
  for (const ecosystem of [...new Set(all.map((one) => one.ecosystem))].sort()) {
    const names = all.filter((one) => one.ecosystem === ecosystem).map((one) => one.name)
    advisories.push(...((await loadAdvisories(folder, ecosystem, names))?.advisories ?? []))
  }
  return advisories
}

/** Matches in the form of osv-scanner's report, which has a reader. */
function toSource(path: string, matched: AdvisoryMatches): unknown {
  const byPackage = Map.groupBy(matched.matches, (match) => `${match.package.name}@${match.package.version}`)
  return {
    source: { path, type: 'lockfile' },
    packages: [...byPackage.values()].map((matches) => ({
      package: matches[0] && withOneName(matches[0].package),
      vulnerabilities: matches.map(({ advisory }) => ({
        ...advisory,
        affected: advisory.affected?.map((affected) =>
          affected.package ? { ...affected, package: withOneName(affected.package) } : affected,
        ),
      })),
      groups: [],
    })),
  }
}

/** One spelling for manifest and advisory: the reader takes fixed versions of the package by its name. */
const withOneName = <T extends { ecosystem: string; name: string }>(one: T): T => ({
  ...one,
  name: orderOf(one.ecosystem)?.normaliseName(one.name) ?? one.name,
})
