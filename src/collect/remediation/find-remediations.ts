import type { RemediationToStore } from '../../corpus/index.ts'
import { closestCwes } from '../../findings/index.ts'
import type { Finding, ScanRun } from '../../kernel/index.ts'
import type { SourceParser } from '../../platform/index.ts'
import { type SourceOf, toCodeContext } from '../context/extract-contexts.ts'
import {
  findFunctions,
  type LocatedFunction,
  type SourceFunctions,
  type SourceText,
} from '../context/source-functions.ts'
import { wasScannedAlike } from './comparable-scan.ts'

/** One version of a package as it was scanned. */
export interface ScannedVersion {
  findings: readonly Finding[]
  runs: readonly ScanRun[]
  sourceOf: SourceOf
}

export interface RemediationQuestion {
  advisory: { id: string; cwes: readonly number[] }
  before: ScannedVersion
  after: ScannedVersion
  parser: SourceParser
}

/** How many findings of the vulnerable version are left after each condition, in order. */
export interface RemediationYield {
  findings: number
  /** Their CWE fits the advisory's. */
  fitting: number
  /** … and they stand in a function that the fix changed. */
  inChangedFunctions: number
  /** … and the same engine, having scanned the fixed file with the same rules, has them there no more. */
  vanished: number
  /** In changed functions, but the fixed version's scan says nothing about that file. */
  unknown: number
  /** Functions that the fix changed. */
  changedFunctions: number
}

/** A fix of the advisory's weakness in one function, and the findings that went with it. */
export interface Remediation extends RemediationToStore {
  facts: {
    /** Fitting findings that the same function still has after the fix. */
    remaining: number
    rules: string[]
  }
}

export interface RemediationResult {
  remediations: Remediation[]
  yield: RemediationYield
}

/**
 * Finds what a fix mended, as far as engines can see it. Functions of two versions are the same by path
 * and qualified name. A finding counts as mended when its CWE equals the advisory's or is related to it
 * (see `closestCwes`), it stands in a function that the fix changed, and the fixed version of that
 * function has no finding of the same engine and rule, in a scan that really covered the file with the
 * same rules. What was not scanned is unknown, never mended.
 */
export function findRemediations(question: RemediationQuestion): RemediationResult {
  const { advisory, before, after } = question
  const compare = compareFiles(question)
  const fitting = before.findings.filter((finding) => fits(finding, advisory.cwes))
  const counts: RemediationYield = {
    findings: before.findings.length,
    fitting: fitting.length,
    inChangedFunctions: 0,
    vanished: 0,
    unknown: 0,
    changedFunctions: 0,
  }
  const groups = new Map<string, { change: FunctionChange; path: string; findings: Finding[] }>()
  for (const finding of fitting) {
    const location = finding.location
    const change = location && compare(location.path)?.changeAround(location.startLine, location.endLine)
    if (!location || !change) continue
    counts.inChangedFunctions++
    if (!wasScannedAlike(before.runs, after.runs, finding, location.path)) {
      counts.unknown++
      continue
    }
    if (isStillThere(finding, location.path, change.after, after.findings)) continue
    counts.vanished++
    const key = `${location.path}\n${change.before.key}`
    const group = groups.get(key) ?? { change, path: location.path, findings: [] }
    group.findings.push(finding)
    groups.set(key, group)
  }
  for (const path of pathsOf(before)) counts.changedFunctions += compare(path)?.changes ?? 0
  const remediations = [...groups.values()].flatMap(({ change, path, findings }) => {
    const language = before.sourceOf(path)?.language
    if (!language) return []
    return [
      {
        path,
        symbol: change.before.name,
        language,
        cwe: cweOf(findings, advisory.cwes),
        advisory: advisory.id,
        before: toCodeContext(language, change.before.name, change.before.code),
        after: toCodeContext(language, change.after.name, change.after.code),
        findings: findings.map((finding) => finding.id).sort(),
        engines: [...new Set(findings.map((finding) => finding.tool.name))].sort(),
        state: 'fixed' as const,
        facts: {
          remaining: after.findings.filter(
            (finding) => fits(finding, advisory.cwes) && isInside(finding, path, change.after),
          ).length,
          rules: [...new Set(findings.map((finding) => `${finding.tool.name}:${finding.rule.id}`))].sort(),
        },
      },
    ]
  })
  return { remediations, yield: counts }
}

const fits = (finding: Finding, cwes: readonly number[]): boolean =>
  finding.kind === 'static' && closestCwes(finding.cwe.ids, cwes) !== null

/** The advisory's own weakness that these findings are closest to. */
function cweOf(findings: readonly Finding[], cwes: readonly number[]): number | null {
  const ids = findings.flatMap((finding) => finding.cwe.ids)
  return closestCwes(cwes, ids)?.a ?? null
}

const isInside = (finding: Finding, path: string, owner: LocatedFunction): boolean =>
  finding.location?.path === path &&
  finding.location.startLine >= owner.startLine &&
  finding.location.startLine <= owner.endLine

const isStillThere = (
  finding: Finding,
  path: string,
  owner: LocatedFunction,
  later: readonly Finding[],
): boolean =>
  later.some(
    (other) =>
      other.tool.name === finding.tool.name &&
      other.rule.id === finding.rule.id &&
      isInside(other, path, owner),
  )

interface FunctionChange {
  before: LocatedFunction
  after: LocatedFunction
}

interface FileComparison {
  /** Functions that both versions have and that differ. */
  changes: number
  /** The innermost function around these lines of the version before, if the fix changed it. */
  changeAround(startLine: number, endLine: number): FunctionChange | null
}

function compareFiles({ before, after, parser }: RemediationQuestion) {
  const compared = new Map<string, FileComparison | null>()
  return (path: string): FileComparison | null => {
    let comparison = compared.get(path)
    if (comparison === undefined) {
      const old = before.sourceOf(path)
      const next = after.sourceOf(path)
      comparison = old && next ? compareSources(parser, old, next) : null
      compared.set(path, comparison)
    }
    return comparison
  }
}

function compareSources(parser: SourceParser, before: SourceText, after: SourceText): FileComparison | null {
  if (before.text === after.text) return null
  const old: SourceFunctions = findFunctions(parser, before)
  const next = new Map(findFunctions(parser, after).functions.map((one) => [one.key, one]))
  const changes = new Map<string, FunctionChange>()
  for (const one of old.functions) {
    const other = next.get(one.key)
    if (other && normalise(other.code) !== normalise(one.code))
      changes.set(one.key, { before: one, after: other })
  }
  return {
    changes: changes.size,
    changeAround: (startLine, endLine) => changes.get(old.enclosing(startLine, endLine)?.key ?? '') ?? null,
  }
}

/** Layout is no change. */
const normalise = (code: string): string => code.replace(/\s+/g, ' ').trim()

const pathsOf = (version: ScannedVersion): Set<string> =>
  new Set(version.runs.flatMap((run) => run.targets.map((target) => target.path)))
