import { type Progress, SILENT, sha256, toSbrError } from '../../kernel/index.ts'
import type { SourceParser } from '../../platform/index.ts'
import { type CollectedVersion, type CollectTools, collectVersion } from '../packages/collect-version.ts'
import { admitChanges } from './admit-change.ts'
import { type ChangedFunction, findChangedFunctions } from './changed-functions.ts'
import { chooseVersions, listVersions } from './choose-versions.ts'
import type { PairCandidate } from './find-candidates.ts'
import { type PairRecipe, packageKeyOf, splitOf } from './recipe.ts'

export interface MineOptions {
  tools: CollectTools
  parser: SourceParser
  /** Archives larger than this are not fetched, where the index tells the size. Bytes. */
  maxArchiveBytes: number
  /** Pairs kept of one package, in the order of candidates. */
  maxPerPackage: number
  progress?: Progress
  /** Packages at a time. */
  concurrency?: number
}

/** What became of a candidate. */
export interface MinedCandidate {
  candidate: PairCandidate
  /** Changed functions of the release; null: it was not compared. */
  changed: number | null
  pairs: { recipe: PairRecipe; change: ChangedFunction }[]
  /** Why there is none. */
  reason: string | null
}

/** Pairs of one advisory: a fix in more functions than this was a rewrite. */
const MAX_PER_ADVISORY = 3

/**
 * Mines labelled pairs: fetches the last version before each fix and the first with it, compares their functions, and
 * keeps those that the rules admit. One package at a time is worked on by one worker, so that its limit holds; a
 * candidate that cannot be fetched is data. Fetched archives stay in the cache: the second run asks only for lists.
 */
export async function* minePairs(
  candidates: readonly PairCandidate[],
  options: MineOptions,
): AsyncGenerator<MinedCandidate> {
  const groups = [...groupByPackage(candidates).values()]
  const progress = options.progress ?? SILENT
  const lanes = options.concurrency ?? 2
  for (let at = 0; at < groups.length; at += lanes) {
    const results = await Promise.all(
      groups.slice(at, at + lanes).map((group) => minePackage(group, options)),
    )
    yield* results.flat()
    progress.advance(Math.min(at + lanes, groups.length), groups.length, 'packages')
  }
}

function groupByPackage(candidates: readonly PairCandidate[]): Map<string, PairCandidate[]> {
  const groups = new Map<string, PairCandidate[]>()
  for (const candidate of candidates) {
    const key = packageKeyOf(candidate)
    const group = groups.get(key)
    if (group) group.push(candidate)
    else groups.set(key, [candidate])
  }
  return groups
}

async function minePackage(group: readonly PairCandidate[], options: MineOptions): Promise<MinedCandidate[]> {
  const results: MinedCandidate[] = []
  const seen = new Set<string>()
  let kept = 0
  let versions: Promise<Map<string, number | null>> | null = null
  for (const candidate of group) {
    if (kept >= options.maxPerPackage) break
    try {
      versions ??= listVersions(candidate.ecosystem, candidate.package, options.tools.registries)
      const mined = await mineCandidate(candidate, await versions, options)
      const fresh = mined.pairs.filter(({ recipe }) => {
        const key = `${recipe.digests.vulnerable} ${recipe.digests.fixed}`
        return !seen.has(key) && seen.add(key)
      })
      const pairs = fresh.slice(0, options.maxPerPackage - kept)
      kept += pairs.length
      results.push({ ...mined, pairs })
    } catch (thrown) {
      const error = toSbrError(thrown)
      if (error.code === 'CANCELLED' || error.code === 'DISK_FULL') throw error
      results.push({ candidate, changed: null, pairs: [], reason: error.message })
    }
  }
  return results
}

async function mineCandidate(
  candidate: PairCandidate,
  versions: ReadonlyMap<string, number | null>,
  { tools, parser, maxArchiveBytes }: MineOptions,
): Promise<MinedCandidate> {
  const { ecosystem, package: name, fixed, weakness, text } = candidate
  const none = (reason: string, changed: number | null = null): MinedCandidate => ({
    candidate,
    changed,
    pairs: [],
    reason,
  })
  const chosen = chooseVersions(ecosystem, name, fixed, versions.keys())
  if (!chosen) return none('the registry has no version before the fix beside the first one with it')
  for (const version of [chosen.vulnerable, chosen.fixed])
    if ((versions.get(version) ?? 0) > maxArchiveBytes) return none(`${version} is too large`)
  const collect = (version: string) =>
    collectVersion({ ecosystem, package: name, version, pinned: null }, tools)
  const before = await collect(chosen.vulnerable)
  const after = await collect(chosen.fixed)
  const changes = await findChangedFunctions(before, after, parser)
  const admitted = admitChanges(changes, weakness, text)
  if (admitted.length === 0) return none('no change that the rules admit', changes.length)
  if (admitted.length > 2 * MAX_PER_ADVISORY) return none('too many changes fit', changes.length)
  return {
    candidate,
    changed: changes.length,
    reason: null,
    pairs: admitted.slice(0, MAX_PER_ADVISORY).map(({ change, admission }) => ({
      change,
      recipe: {
        ecosystem,
        package: name,
        versions: chosen,
        archives: { vulnerable: archiveOf(before), fixed: archiveOf(after) },
        path: change.path,
        language: change.language,
        function: change.before.key,
        digests: { vulnerable: sha256(change.before.code), fixed: sha256(change.after.code) },
        cwe: weakness.cwe,
        advisory: candidate.advisory,
        why: admission.why,
        rule: admission.rule,
        read: false,
        split: splitOf(candidate),
      },
    })),
  }
}

const archiveOf = ({ archive: { filename, sha256 } }: CollectedVersion) => ({ filename, sha256 })
