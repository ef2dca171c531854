import type { Finding, ScanRun } from '../../kernel/index.ts'
import { CompactFindings, FIELD, FLAG } from './compact-findings.ts'
import { Coverage } from './coverage.ts'
import { judgeOpen } from './judge-open.ts'
import { matchAcross } from './match-across.ts'
import { SourcePair } from './match-by-source.ts'
import { matchFile } from './match-file.ts'
import type { MatchOptions, Outcome } from './match-options.ts'
import { Names } from './names.ts'
import { MATCHED_BY, Pairing } from './pairing.ts'
import { renameFiles } from './rename-files.ts'
import { renameRules, ruleKey, rulesOf } from './rename-rules.ts'

/** What a comparison says, by the order in which findings were added. */
export interface CompactMatch {
  before(index: number): Outcome
  after(index: number): Outcome
  /** Numbers of findings by outcome; a pair counts once. */
  summary: Record<Outcome['state'], number>
  /** Where an earlier finding stood; null where it has no place. */
  placeBefore(index: number): { path: string; startLine: number } | null
  /** Files that were taken for one, earlier path and later. */
  renamedFiles: ReadonlyMap<string, string>
}

/**
 * Compares two scans whose findings are added one by one and not kept: `BYTES_PER_FINDING` each, at most 10
 * more while they are matched, and every distinct name of a tool, rule, path and pack once.
 */
export class RunMatcher {
  readonly #names = new Names()
  readonly #before = new CompactFindings(this.#names)
  readonly #after = new CompactFindings(this.#names)
  readonly #options: MatchOptions

  constructor(options: MatchOptions = {}) {
    this.#options = options
  }

  addBefore(finding: Finding): void {
    this.#before.add(finding)
  }

  addAfter(finding: Finding): void {
    this.#after.add(finding)
  }

  /** Matches what was added. Runs say what was looked at; without the run of a tool nothing of it is closed. */
  match(runs: { before: readonly ScanRun[]; after: readonly ScanRun[] }): CompactMatch {
    const names = this.#names
    const [before, after] = [this.#before, this.#after]
    const pairing = new Pairing(before, after)
    const coverage = { before: new Coverage(runs.before), after: new Coverage(runs.after) }
    const rules = renameRules(names, before, after, this.#options.renamedRules ?? new Map())
    const ruleOf = (tool: number, rule: number) =>
      rules.size === 0 ? rule : (rules.get(ruleKey(tool, rule)) ?? rule)
    const files = this.#filesOfSides(coverage)
    const paths = new Map([...renameFiles(names, before, after, ruleOf, files), ...files.told])
    const pathOf = (path: number) => paths.get(path) ?? path

    const oldOrder = orderOf(before, pathOf)
    const nowOrder = orderOf(after, (path) => path)
    matchToolFingerprints(pairing, oldOrder, nowOrder)
    let [old, now] = [0, 0]
    while (old < oldOrder.length && now < nowOrder.length) {
      const order = compareGroup(before, oldOrder[old] as number, pathOf, after, nowOrder[now] as number)
      const oldEnd = order > 0 ? old : groupEnd(before, oldOrder, old)
      const nowEnd = order < 0 ? now : groupEnd(after, nowOrder, now)
      if (order === 0) {
        const path = before.get(oldOrder[old] as number, FIELD.path)
        let source: SourcePair | null | undefined
        matchFile(pairing, {
          before: [...oldOrder.subarray(old, oldEnd)],
          after: [...nowOrder.subarray(now, nowEnd)],
          ruleOf: (side, index) =>
            side === 'before'
              ? this.#ruleOf(before, index, ruleOf)
              : this.#ruleOf(after, index, (_, rule) => rule),
          source: () => {
            if (source === undefined) source = this.#sourcePair(path, pathOf)
            return source
          },
        })
      }
      old = oldEnd
      now = nowEnd
    }
    matchAcross(pairing, {
      ruleOf: (side, index) =>
        side === 'before'
          ? this.#ruleOf(before, index, ruleOf)
          : this.#ruleOf(after, index, (_, rule) => rule),
      pathOf,
      ...changedRules(before, after, rules),
    })
    const judged = judgeOpen({
      pairing,
      names,
      coverage,
      ruleOf,
      pathOf,
      existsAfter: files.existsAfter,
      existsBefore: files.existsBefore,
      options: this.#options,
    })
    const outcome = (partner: number, by: number, open: Outcome | undefined): Outcome =>
      partner === 0
        ? (open ?? { state: 'unknown', reason: 'not compared' })
        : { state: 'unchanged', by: MATCHED_BY[by] ?? 'exact', partner: partner - 1 }
    const ofBefore = (index: number) =>
      outcome(pairing.partnerOfBefore[index] ?? 0, pairing.by[index] ?? 0, judged.before.get(index))
    const ofAfter = (index: number) => {
      const partner = pairing.partnerOfAfter[index] ?? 0
      return outcome(partner, partner === 0 ? 0 : (pairing.by[partner - 1] ?? 0), judged.after.get(index))
    }
    const summary = { new: 0, fixed: 0, unchanged: 0, unknown: 0 }
    for (let index = 0; index < after.length; index++) summary[ofAfter(index).state]++
    for (let index = 0; index < before.length; index++) {
      const { state } = ofBefore(index)
      if (state !== 'unchanged') summary[state]++
    }
    return {
      before: ofBefore,
      after: ofAfter,
      summary,
      placeBefore(index) {
        const path = names.text(before.get(index, FIELD.path))
        return path === '' ? null : { path, startLine: before.get(index, FIELD.startLine) }
      },
      renamedFiles: new Map([...paths].map(([from, to]) => [names.text(from), names.text(to)])),
    }
  }

  /** A dependency's rule is its advisory, by whichever of its names; the code key has it. */
  #ruleOf(findings: CompactFindings, index: number, ruleOf: (tool: number, rule: number) => number): number {
    if (findings.has(index, FLAG.dependency))
      return -this.#names.advisoryRoot(findings.get(index, FIELD.advisory))
    return ruleOf(findings.get(index, FIELD.tool), findings.get(index, FIELD.rule))
  }

  /** Which paths a side has: by its findings, its targets, its texts, or because it is told of a rename. */
  #filesOfSides(coverage: { before: Coverage; after: Coverage }) {
    const names = this.#names
    const { renamedFiles, sources } = this.#options
    const told = new Map<number, number>()
    for (const [from, to] of renamedFiles ?? []) told.set(names.id(from), names.id(to))
    const [oldPaths, nowPaths] = [pathsOf(this.#before), pathsOf(this.#after)]
    const taken = new Set(told.values())
    return {
      told,
      existsBefore: (path: number) =>
        taken.has(path) ||
        oldPaths.has(path) ||
        coverage.before.lists(names.text(path)) ||
        (sources?.before(names.text(path)) ?? null) !== null,
      existsAfter: (path: number) =>
        told.has(path) ||
        nowPaths.has(path) ||
        coverage.after.lists(names.text(path)) ||
        (sources?.after(names.text(path)) ?? null) !== null,
    }
  }

  #sourcePair(path: number, pathOf: (path: number) => number): SourcePair | null {
    const { sources } = this.#options
    if (sources === undefined || path === 0) return null
    const old = sources.before(this.#names.text(path))
    const now = sources.after(this.#names.text(pathOf(path)))
    return old === null || now === null ? null : new SourcePair(old, now)
  }
}

/** Rules that only one side reports. */
function changedRules(before: CompactFindings, after: CompactFindings, renamed: ReadonlyMap<string, number>) {
  const [olds, nows] = [rulesOf(before), rulesOf(after)]
  const known = new Set(renamed.values())
  return {
    hasVanished: (tool: number, rule: number) =>
      nows.get(tool)?.has(rule) !== true && !renamed.has(ruleKey(tool, rule)),
    hasAppeared: (tool: number, rule: number) => olds.get(tool)?.has(rule) !== true && !known.has(rule),
  }
}

/** Later findings, by tool's fingerprint, wherever they stand. Accepted ones are unique within a run. */
function matchToolFingerprints(pairing: Pairing, olds: Uint32Array, nows: Uint32Array): void {
  const has = (findings: CompactFindings) => (index: number) =>
    findings.digest(index, FIELD.toolFingerprint) !== 0
  const before = olds.filter(has(pairing.before))
  const after = nows.filter(has(pairing.after))
  if (before.length === 0 || after.length === 0) return
  // Sorted, and walked together: a table of a million keys would take ten times the memory.
  const key = (findings: CompactFindings, index: number) => findings.digest(index, FIELD.toolFingerprint)
  before.sort((a, b) => key(pairing.before, a) - key(pairing.before, b))
  after.sort((a, b) => key(pairing.after, a) - key(pairing.after, b))
  let now = 0
  for (let old = 0; old < before.length; old++) {
    const value = key(pairing.before, before[old] as number)
    while (now < after.length && key(pairing.after, after[now] as number) < value) now++
    const candidate = after[now]
    if (candidate === undefined) return
    if (key(pairing.after, candidate) !== value) continue
    const repeated = (list: Uint32Array, findings: CompactFindings, at: number) =>
      [at - 1, at + 1].some((near) => list[near] !== undefined && key(findings, list[near]) === value)
    const first = before[old] as number
    if (repeated(before, pairing.before, old) || repeated(after, pairing.after, now)) continue
    if (pairing.before.get(first, FIELD.tool) === pairing.after.get(candidate, FIELD.tool))
      pairing.pair(first, candidate, 'tool')
  }
}

/** Indices by tool, then path as it is called now, then place. */
function orderOf(findings: CompactFindings, pathOf: (path: number) => number): Uint32Array {
  const order = Uint32Array.from({ length: findings.length }, (_, index) => index)
  return order.sort(
    (a, b) =>
      findings.get(a, FIELD.tool) - findings.get(b, FIELD.tool) ||
      pathOf(findings.get(a, FIELD.path)) - pathOf(findings.get(b, FIELD.path)) ||
      findings.get(a, FIELD.path) - findings.get(b, FIELD.path) ||
      findings.get(a, FIELD.startLine) - findings.get(b, FIELD.startLine) ||
      findings.get(a, FIELD.startColumn) - findings.get(b, FIELD.startColumn) ||
      findings.get(a, FIELD.endLine) - findings.get(b, FIELD.endLine) ||
      findings.get(a, FIELD.endColumn) - findings.get(b, FIELD.endColumn) ||
      findings.digest(a, FIELD.code) - findings.digest(b, FIELD.code) ||
      a - b,
  )
}

const compareGroup = (
  before: CompactFindings,
  old: number,
  pathOf: (path: number) => number,
  after: CompactFindings,
  now: number,
): number =>
  before.get(old, FIELD.tool) - after.get(now, FIELD.tool) ||
  pathOf(before.get(old, FIELD.path)) - after.get(now, FIELD.path)

/** Where the group of findings of one tool and path ends. Two earlier files are never one later file. */
function groupEnd(findings: CompactFindings, order: Uint32Array, start: number): number {
  const first = order[start] as number
  let end = start + 1
  for (; end < order.length; end++) {
    const index = order[end] as number
    if (
      findings.get(index, FIELD.tool) !== findings.get(first, FIELD.tool) ||
      findings.get(index, FIELD.path) !== findings.get(first, FIELD.path)
    )
      break
  }
  return end
}

function pathsOf(findings: CompactFindings): Set<number> {
  const paths = new Set<number>()
  for (let index = 0; index < findings.length; index++) paths.add(findings.get(index, FIELD.path))
  return paths
}
