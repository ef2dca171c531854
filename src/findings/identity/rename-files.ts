import { type CompactFindings, FIELD, FLAG } from './compact-findings.ts'
import { codeAnd } from './match-file.ts'
import type { Names } from './names.ts'

/** What tells whether a path exists on a side. */
export interface FilesOfSides {
  existsBefore(path: number): boolean
  existsAfter(path: number): boolean
}

/** A result that more files than this share says nothing about which of them a file became. */
const MAX_FILES_OF_A_SIGN = 20

/** Marks a sign that knows no code, only the line. */
const BY_LINE = ' at '

/** Share of results that a file and its successor have in common, at least (Dice). */
const MIN_ALIKE = 0.4

/** Where the file's name stayed: the same code is enough, among other code. */
const MIN_ALIKE_OF_NAMESAKE = 0.3

/** Signs that two files share, at least, where there is no code: one message on one line is chance. */
const MIN_SIGNS_WITHOUT_CODE = 2

/**
 * Which later path an earlier one became: of the files that are only in one side's results, those whose
 * results are alike in rule, code and what stands above and below (without source: in rule, message and line), where
 * each is the other's best. A tie goes to the file of the same name; else nobody is taken.
 */
export function renameFiles(
  names: Names,
  before: CompactFindings,
  after: CompactFindings,
  ruleOf: (tool: number, rule: number) => number,
  files: FilesOfSides,
): Map<number, number> {
  const gone = signsOf(before, ruleOf, (path) => !files.existsAfter(path))
  const come = signsOf(
    after,
    (_, rule) => rule,
    (path) => !files.existsBefore(path),
  )
  if (gone.size === 0 || come.size === 0) return new Map()
  const holders = new Map<string, number[]>()
  for (const [path, signs] of gone)
    for (const sign of signs.keys()) {
      const list = holders.get(sign)
      if (list === undefined) holders.set(sign, [path])
      else list.push(path)
    }
  const candidates: Candidate[] = []
  for (const [now, signs] of come) {
    const shared = new Map<number, { count: number; signs: number }>()
    for (const [sign, count] of signs) {
      const paths = holders.get(sign) ?? []
      if (paths.length > MAX_FILES_OF_A_SIGN) continue
      for (const old of paths) {
        const known = shared.get(old) ?? { count: 0, signs: 0 }
        known.count += Math.min(count, gone.get(old)?.get(sign) ?? 0)
        known.signs += sign.includes(BY_LINE) ? 1 : MIN_SIGNS_WITHOUT_CODE
        shared.set(old, known)
      }
    }
    for (const [old, { count, signs: kinds }] of shared) {
      const alike = (2 * count) / (total(signs) + total(gone.get(old) ?? new Map()))
      const sameName = fileName(names.text(old)) === fileName(names.text(now))
      if (!sameName && kinds < MIN_SIGNS_WITHOUT_CODE) continue
      if (alike >= (sameName ? MIN_ALIKE_OF_NAMESAKE : MIN_ALIKE))
        candidates.push({ old, now, alike, sameName })
    }
  }
  const best = { old: new Map<number, Best>(), now: new Map<number, Best>() }
  for (const one of candidates) {
    noteBest(best.old, one.old, rankOf(one))
    noteBest(best.now, one.now, rankOf(one))
  }
  const renamed = new Map<number, number>()
  for (const one of candidates)
    if (isBest(best.old.get(one.old), rankOf(one)) && isBest(best.now.get(one.now), rankOf(one)))
      renamed.set(one.old, one.now)
  return renamed
}

interface Candidate {
  old: number
  now: number
  alike: number
  sameName: boolean
}

/** The highest rank that a file reaches, and how many others reach it with it. */
interface Best {
  rank: number
  count: number
}

const rankOf = ({ alike, sameName }: Candidate): number => alike + (sameName ? 0.25 : 0)

function noteBest(bests: Map<number, Best>, path: number, rank: number): void {
  const known = bests.get(path)
  if (known === undefined || rank > known.rank) bests.set(path, { rank, count: 1 })
  else if (rank === known.rank) known.count++
}

const isBest = (best: Best | undefined, rank: number): boolean => best?.rank === rank && best.count === 1

/** Per path, how often each sign of a result occurs. */
function signsOf(
  findings: CompactFindings,
  ruleOf: (tool: number, rule: number) => number,
  isAsked: (path: number) => boolean,
): Map<number, Map<string, number>> {
  const files = new Map<number, Map<string, number>>()
  for (let index = 0; index < findings.length; index++) {
    const path = findings.get(index, FIELD.path)
    if (path === 0 || findings.has(index, FLAG.dependency) || !isAsked(path)) continue
    const signs = files.get(path) ?? new Map<string, number>()
    files.set(path, signs)
    const tool = findings.get(index, FIELD.tool)
    const rule = ruleOf(tool, findings.get(index, FIELD.rule))
    const message = findings.digest(index, FIELD.message)
    const found = findings.has(index, FLAG.contentDigest)
      ? [codeAnd(), codeAnd(FIELD.above), codeAnd(FIELD.below)].map(
          (keyOf, kind) => `${tool} ${rule} ${kind} ${keyOf(findings, index)}`,
        )
      : [`${tool} ${rule} ${message}${BY_LINE}${findings.get(index, FIELD.startLine)}`]
    for (const sign of found) signs.set(sign, (signs.get(sign) ?? 0) + 1)
  }
  return files
}

const total = (signs: ReadonlyMap<string, number>): number => {
  let sum = 0
  for (const count of signs.values()) sum += count
  return sum
}

const fileName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
