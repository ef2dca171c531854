import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '../../kernel/index.ts'
import type { SourceParser } from '../../platform/index.ts'
import { findFunctions, type LocatedFunction } from '../context/source-functions.ts'
import type { PackageSources } from '../sources/list-sources.ts'

/** A function that both versions of a package have and that differs. */
export interface ChangedFunction {
  path: string
  language: Language
  before: LocatedFunction
  after: LocatedFunction
  /** Lines that only one of them has, without layout and comments. */
  removed: string[]
  added: string[]
}

/** Characters of a file: the reward takes no longer sample, and bundles are copies of smaller files. */
const MAX_FILE_LENGTH = 200_000

/** Languages of the pairs. */
const LANGUAGES: readonly (Language | null)[] = ['python', 'javascript', 'typescript']

/** Functions that differ between two versions, in the order of paths; those whose change is in a function inside are left out. */
export async function findChangedFunctions(
  before: PackageSources,
  after: PackageSources,
  parser: SourceParser,
): Promise<ChangedFunction[]> {
  const later = new Set(after.targets.map(({ path }) => path))
  const changed: ChangedFunction[] = []
  for (const { path, language } of before.targets) {
    if (!language || !LANGUAGES.includes(language) || !later.has(path)) continue
    const old = await readFile(join(before.root, path), 'utf8')
    const next = await readFile(join(after.root, path), 'utf8')
    if (Math.max(old.length, next.length) > MAX_FILE_LENGTH) continue
    if (old !== next) changed.push(...compareTexts(path, language, old, next, parser))
  }
  return changed
}

/** Functions that differ between two versions of a file. */
export function compareTexts(
  path: string,
  language: Language,
  before: string,
  after: string,
  parser: SourceParser,
): ChangedFunction[] {
  const old = findFunctions(parser, { language, text: before }).functions
  const next = new Map(
    findFunctions(parser, { language, text: after }).functions.map((one) => [one.key, one]),
  )
  const changed = old.flatMap((one): ChangedFunction[] => {
    const other = next.get(one.key)
    if (!other || other.code === one.code) return []
    const removed = linesOnlyIn(one.code, other.code)
    const added = linesOnlyIn(other.code, one.code)
    if (removed.length + added.length === 0) return []
    return [{ path, language, before: one, after: other, removed, added }]
  })
  return changed.filter((outer) => !isOnlyInside(outer, changed))
}

/** Does everything that changed in it stand in a smaller function that changed, too? */
function isOnlyInside(outer: ChangedFunction, all: readonly ChangedFunction[]): boolean {
  const inner = all.filter(
    ({ before }) =>
      before !== outer.before &&
      before.startLine >= outer.before.startLine &&
      before.endLine <= outer.before.endLine,
  )
  if (inner.length === 0) return false
  const of = (side: 'removed' | 'added') => new Set(inner.flatMap((change) => change[side]))
  const [removed, added] = [of('removed'), of('added')]
  return outer.removed.every((line) => removed.has(line)) && outer.added.every((line) => added.has(line))
}

const COMMENT = /^(?:#|\/\/|\/\*|\*|"""|''')/

function linesOnlyIn(code: string, other: string): string[] {
  const known = new Map<string, number>()
  for (const line of meaningful(other)) known.set(line, (known.get(line) ?? 0) + 1)
  return meaningful(code).filter((line) => {
    const left = known.get(line) ?? 0
    known.set(line, left - 1)
    return left <= 0
  })
}

const meaningful = (code: string): string[] =>
  code
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '' && !COMMENT.test(line))
