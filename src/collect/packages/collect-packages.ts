import { type ErrorCode, type Progress, SILENT, toSbrError } from '../../kernel/index.ts'
import { openDownloadCache, openRegistries, type Registries } from '../../platform/index.ts'
import type { DemonstrationAdvisory } from '../advisories/demonstration.ts'
import { type CollectedVersion, type CollectTools, collectVersion } from './collect-version.ts'
import { sweepPartials } from './sweep-partials.ts'

interface CollectedFacts {
  advisory: DemonstrationAdvisory
  /** `npm/growl`, `PyPI/untangle`: the repository under which the corpus keeps it. */
  repository: string
}

/** A package in both versions; or what went wrong, which is data: the other packages go on. */
export type CollectedPackage = CollectedFacts &
  (
    | { status: 'collected'; vulnerable: CollectedVersion; fixed: CollectedVersion }
    | { status: 'failed'; code: ErrorCode; reason: string; next: string | null }
  )

export interface CollectRequest {
  registries?: Registries
  /** Downloads lie here by their digest: `<home>/cache/downloads`. */
  cacheDir: string
  /** Unpacked packages lie here by the digest of their archive. */
  workDir: string
  progress?: Progress
  signal?: AbortSignal
  /** Packages at a time. Default 4. */
  concurrency?: number
}

/** These end the run: no other package would fare better. */
const SYSTEMIC: readonly ErrorCode[] = ['CANCELLED', 'DISK_FULL', 'TOOL_MISSING']

/**
 * Fetches both versions of every package, verifies and unpacks them, and lists what is worth scanning.
 * Results are in the list's order. Running it again continues where it was, and adds nothing.
 *
 * @throws SbrError `CANCELLED`, `DISK_FULL`, `TOOL_MISSING`; everything else is a failed package.
 */
export async function collectPackages(
  list: readonly DemonstrationAdvisory[],
  request: CollectRequest,
): Promise<CollectedPackage[]> {
  const progress = request.progress ?? SILENT
  for (const folder of [request.workDir, request.cacheDir]) await sweepPartials(folder)
  const tools: CollectTools = {
    registries: request.registries ?? openRegistries(),
    downloads: openDownloadCache(request.cacheDir),
    workDir: request.workDir,
    ...(request.signal ? { signal: request.signal } : {}),
  }
  const results: CollectedPackage[] = []
  let next = 0
  let done = 0
  const work = async () => {
    for (let index = next++; index < list.length; index = next++) {
      const advisory = list[index]
      if (!advisory) continue
      progress.step(`collect ${advisory.package} ${advisory.vulnerableVersion}, ${advisory.fixedVersion}`)
      results[index] = await collectPackage(advisory, tools)
      progress.advance(++done, list.length, 'packages')
    }
  }
  try {
    await Promise.all(Array.from({ length: request.concurrency ?? 4 }, work))
  } finally {
    next = list.length // where one worker ended the run, the others take nothing more
  }
  return results
}

async function collectPackage(
  advisory: DemonstrationAdvisory,
  tools: CollectTools,
): Promise<CollectedPackage> {
  const facts = { advisory, repository: `${advisory.ecosystem}/${advisory.package}` }
  const { ecosystem, package: name, archives } = advisory
  const collect = (version: string, pinned: 'vulnerable' | 'fixed') =>
    collectVersion({ ecosystem, package: name, version, pinned: archives?.[pinned] ?? null }, tools)
  try {
    const vulnerable = await collect(advisory.vulnerableVersion, 'vulnerable')
    const fixed = await collect(advisory.fixedVersion, 'fixed')
    return { ...facts, status: 'collected', vulnerable, fixed }
  } catch (thrown) {
    const error = toSbrError(thrown)
    if (SYSTEMIC.includes(error.code)) throw error
    return { ...facts, status: 'failed', code: error.code, reason: error.message, next: error.next ?? null }
  }
}
