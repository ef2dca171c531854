import { splitLines, textOfRegion } from '../location/source-lines.ts'
import { type CompactFindings, FIELD, FLAG, mixKey } from './compact-findings.ts'
import { toolChange, whyUnseen } from './coverage.ts'
import type { Judging } from './judging.ts'
import type { Outcome } from './match-options.ts'
import { Movable } from './movable.ts'
import { codeTokens } from './normalise-code.ts'
import { NOTE } from './pairing.ts'

/** Decides on every finding that has no partner: it is new or fixed only where nothing else can be. */
export function judgeOpen(judging: Judging): { before: Map<number, Outcome>; after: Map<number, Outcome> } {
  const { pairing } = judging
  const sides = { before: new Map<number, Outcome>(), after: new Map<number, Outcome>() }
  const texts = new NormalisedTexts(judging)
  const movable = { before: new Movable(judging, 'before'), after: new Movable(judging, 'after') }
  const rivals = { before: rivalsOf(judging, 'before'), after: rivalsOf(judging, 'after') }
  for (const side of ['before', 'after'] as const) {
    const findings = pairing[side]
    const isOpen = side === 'before' ? pairing.openBefore : pairing.openAfter
    const notes = side === 'before' ? pairing.noteOfBefore : pairing.noteOfAfter
    const others = rivals[side === 'before' ? 'after' : 'before']
    for (let index = 0; index < findings.length; index++) {
      if (!isOpen(index)) continue
      const note = notes[index]
      let reason: string | null
      if (note === NOTE.ambiguous) reason = 'of several alike there are not as many as on the other side'
      else if (note !== NOTE.distinct && others.has(rivalKey(judging, side, index)))
        reason = 'another of its rule in this file may be the same, edited'
      else if (movable[side].mayBeIn(movable[side === 'before' ? 'after' : 'before'], index))
        reason = 'its file may have been renamed: one that is not on both sides has a finding of its rule'
      else reason = side === 'before' ? whyNotFixed(judging, index, texts) : whyNotNew(judging, index, texts)
      sides[side].set(
        index,
        reason === null ? { state: side === 'before' ? 'fixed' : 'new' } : { state: 'unknown', reason },
      )
    }
  }
  return sides
}

/** Tool, rule and file: close enough that neither of two may be called new or fixed with certainty. 0: has none like it. */
function rivalKey({ pairing, ruleOf, pathOf }: Judging, side: 'before' | 'after', index: number): number {
  const findings = pairing[side]
  if (findings.has(index, FLAG.dependency)) return 0
  const [tool, rule, path] = [FIELD.tool, FIELD.rule, FIELD.path].map((field) =>
    findings.get(index, field),
  ) as [number, number, number]
  return side === 'before' ? mixKey(tool, ruleOf(tool, rule), pathOf(path)) : mixKey(tool, rule, path)
}

function rivalsOf(judging: Judging, side: 'before' | 'after'): Set<number> {
  const { pairing } = judging
  const isOpen = side === 'before' ? pairing.openBefore : pairing.openAfter
  const notes = side === 'before' ? pairing.noteOfBefore : pairing.noteOfAfter
  const keys = new Set<number>()
  for (let index = 0; index < pairing[side].length; index++)
    if (isOpen(index) && notes[index] !== NOTE.distinct) keys.add(rivalKey(judging, side, index))
  keys.delete(0)
  return keys
}

/** null: it is fixed. Else why its absence proves nothing. */
function whyNotFixed(judging: Judging, index: number, texts: NormalisedTexts): string | null {
  const { names, coverage, pathOf, options, pairing } = judging
  const { tool, pack, path } = placeOf(judging, pairing.before, index)
  const later = path === null ? null : names.text(pathOf(names.find(path)))
  const isDeleted = path !== null && later === path && options.isDeleted?.(path) === true
  const [earlierTool, laterTool] = [coverage.before.tool(tool), coverage.after.tool(tool)]
  const knownPack = pack !== null && earlierTool?.packs.has(pack) === true ? pack : null
  const unseen = whyUnseen(laterTool, { tool, path: isDeleted ? null : later, pack: knownPack })
  if (unseen !== null) return unseen
  if (isDeleted) return null
  const changed = toolChange(earlierTool, laterTool, knownPack)
  const stillThere = texts.isOnOtherSide('before', index)
  if (changed !== null && stillThere !== false)
    return stillThere
      ? `${changed}, and the code is still there`
      : `${changed}: the rule may have changed, not the code`
  if (stillThere && texts.isSuppressed(index)) return 'a comment in the code suppresses it now'
  return null
}

/** null: it is new. Else why it may have been there before. */
function whyNotNew(judging: Judging, index: number, texts: NormalisedTexts): string | null {
  const { coverage, pairing } = judging
  const { tool, pack, path } = placeOf(judging, pairing.after, index)
  const [earlierTool, laterTool] = [coverage.before.tool(tool), coverage.after.tool(tool)]
  const knownPack = pack !== null && laterTool?.packs.has(pack) === true ? pack : null
  // A file that the earlier scan did not have is new with all that it holds.
  const earlier = path === null ? null : texts.earlierPath(path)
  const isNewFile =
    earlier !== null && (earlierTool?.targets.size ?? 0) > 0 && earlierTool?.targets.has(earlier) === false
  const unseen = whyUnseen(earlierTool, { tool, path: isNewFile ? null : earlier, pack: knownPack })
  if (unseen !== null) return `before, ${unseen}`
  if (isNewFile) return null
  const changed = toolChange(earlierTool, laterTool, knownPack)
  if (changed === null) return null
  const wasThere = texts.isOnOtherSide('after', index)
  if (wasThere === false) return null
  return wasThere
    ? `${changed}, and the code was there before`
    : `${changed}: the rule may have changed, not the code`
}

function placeOf({ names }: Judging, findings: CompactFindings, index: number) {
  const text = (field: number) => names.text(findings.get(index, field)) || null
  return { tool: text(FIELD.tool) ?? '', pack: text(FIELD.pack), path: text(FIELD.path) }
}

/** Comments by which the usual tools are told to be silent. */
const SUPPRESSION =
  /nosemgrep|nosec|noqa|nosonar|eslint-disable|njsscan-ignore|ignore:|gitleaks:allow|trufflehog:ignore|checkov:skip|trivy:ignore|codeql\[|lgtm|brakeman:ignore|flawfinder:\s*ignore|cppcheck-suppress|suppresswarnings|suppressfbwarnings|allowlist secret/i

/** Looks a finding's code up in the other side's text of its file. Of every side one file is kept. */
class NormalisedTexts {
  readonly #judging: Judging
  readonly #earlier = new Map<number, number>()
  #kept: { side: string; path: string; lines: string[]; code: string } | null = null

  constructor(judging: Judging) {
    this.#judging = judging
    const { pairing, pathOf } = judging
    for (let index = 0; index < pairing.before.length; index++) {
      const path = pairing.before.get(index, FIELD.path)
      if (pathOf(path) !== path) this.#earlier.set(pathOf(path), path)
    }
  }

  /** What a later file was called before. */
  earlierPath(path: string): string {
    const { names } = this.#judging
    const earlier = this.#earlier.get(names.find(path))
    return earlier === undefined ? path : names.text(earlier)
  }

  /** Does the other side's file hold the matched code? null where one of the texts is not at hand. */
  isOnOtherSide(side: 'before' | 'after', index: number): boolean | null {
    const path = this.#pathOf(side, index)
    const code = this.#codeOf(side, index)
    if (path === null || code === null) return null
    const other = this.#text(side === 'before' ? 'after' : 'before', this.#otherPath(side, path))
    return other === null ? null : other.code.includes(` ${code} `)
  }

  /** Does a comment in the later file, on or above a line with the code, suppress it? */
  isSuppressed(index: number): boolean {
    const path = this.#pathOf('before', index)
    const code = this.#codeOf('before', index)
    if (path === null || code === null) return false
    const lines = this.#text('after', this.#otherPath('before', path))?.lines ?? []
    const first = code.split(' ').slice(0, 4).join(' ')
    return lines.some(
      (line, at) =>
        (SUPPRESSION.test(line) || SUPPRESSION.test(lines[at - 1] ?? '')) &&
        codeTokens(line).join(' ').includes(first),
    )
  }

  #pathOf(side: 'before' | 'after', index: number): string | null {
    const { pairing, names } = this.#judging
    return names.text(pairing[side].get(index, FIELD.path)) || null
  }

  #otherPath(side: 'before' | 'after', path: string): string {
    const { names, pathOf } = this.#judging
    return side === 'before' ? names.text(pathOf(names.find(path))) : this.earlierPath(path)
  }

  #codeOf(side: 'before' | 'after', index: number): string | null {
    const findings = this.#judging.pairing[side]
    const path = this.#pathOf(side, index)
    const text = path === null ? null : (this.#judging.options.sources?.[side](path) ?? null)
    if (path === null || text === null) return null
    const region = textOfRegion(splitLines(text), {
      path,
      startLine: findings.get(index, FIELD.startLine),
      startColumn: findings.get(index, FIELD.startColumn) || null,
      endLine: findings.get(index, FIELD.endLine),
      endColumn: findings.get(index, FIELD.endColumn) || null,
      unit: 'utf16',
      unitOrigin: 'converted',
    })
    return region === null ? null : codeTokens(region).join(' ')
  }

  #text(side: 'before' | 'after', path: string): { lines: string[]; code: string } | null {
    if (this.#kept?.side === side && this.#kept.path === path) return this.#kept
    const text = this.#judging.options.sources?.[side](path) ?? null
    if (text === null) return null
    this.#kept = { side, path, lines: splitLines(text), code: ` ${codeTokens(text).join(' ')} ` }
    return this.#kept
  }
}
