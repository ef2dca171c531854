import type { CodeContext, FindingContext } from '../../corpus/index.ts'
import { type Finding, type Language, sha256 } from '../../kernel/index.ts'
import type { SourceParser } from '../../platform/index.ts'
import { findFunctions, type SourceFunctions, type SourceText, splitLines } from './source-functions.ts'

/** Lines on either side of a finding that stands in no function, or in one that is too large. */
const WINDOW_LINES = 15

/** A function beyond this is shown as a window: models and people read a page, not a file. */
const MAX_LINES = 200
/** Characters of one context; a single line of generated code may be a megabyte. */
const MAX_CHARACTERS = 16_000

/** The file of a path; null where it cannot be had. */
export type SourceOf = (path: string) => SourceText | null

/**
 * The code around each finding: its innermost named function, else the lines around it. Findings
 * without a place, or in a file that cannot be had, have no context.
 */
export function extractContexts(
  findings: readonly Finding[],
  sourceOf: SourceOf,
  parser: SourceParser,
): FindingContext[] {
  const files = new Map<string, OpenFile | null>()
  const open = (path: string): OpenFile | null => {
    let file = files.get(path)
    if (file === undefined) {
      const source = sourceOf(path)
      file = source && {
        language: source.language,
        lines: splitLines(source.text),
        functions: findFunctions(parser, source),
      }
      files.set(path, file)
    }
    return file
  }
  return findings.flatMap((finding) => {
    const file = finding.location && open(finding.location.path)
    if (!file || !finding.location) return []
    return contextAround(finding.id, file, finding.location.startLine, finding.location.endLine) ?? []
  })
}

interface OpenFile {
  language: Language | null
  lines: readonly string[]
  functions: SourceFunctions
}

function contextAround(
  finding: string,
  file: OpenFile,
  startLine: number,
  endLine: number,
): FindingContext | null {
  if (startLine > file.lines.length) return null // a finding of another version of the file
  const owner = file.functions.enclosing(startLine, endLine)
  if (owner && owner.endLine - owner.startLine < MAX_LINES && owner.code.length <= MAX_CHARACTERS)
    return {
      ...toCodeContext(file.language, owner.name, owner.code),
      finding,
      startLine: owner.startLine,
      endLine: owner.endLine,
    }
  const first = Math.max(owner?.startLine ?? 1, startLine - WINDOW_LINES)
  // What the tool points at may itself be long: the window follows its beginning.
  const last = Math.min(
    owner?.endLine ?? file.lines.length,
    Math.min(endLine, startLine + MAX_LINES) + WINDOW_LINES,
  )
  const code = file.lines
    .slice(first - 1, last)
    .join('\n')
    .slice(0, MAX_CHARACTERS)
  return {
    ...toCodeContext(file.language, owner?.name ?? null, code),
    finding,
    startLine: first,
    endLine: Math.min(last, file.lines.length),
  }
}

/** Code named by its own content: the same code is the same context wherever it stands. */
export const toCodeContext = (
  language: Language | null,
  symbol: string | null,
  code: string,
): CodeContext => ({ digest: sha256(code), language, symbol, code })
