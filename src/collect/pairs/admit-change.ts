import type { ChangedFunction } from './changed-functions.ts'
import type { WeaknessClass } from './weakness-classes.ts'

/** Why a changed function is taken for what the fix was about. */
export interface Admission {
  rule: 'named' | 'file-named' | 'small-release' | 'few-in-release'
  why: string
}

/** A release with more changed functions than this mixes too much, even where the advisory names one of them. */
const MAX_CHANGED = 60
/** So few functions changed that the fix is among them. */
const SMALL = 6
/** So few of the changed functions touch what the weakness is made of. */
const FEW = 2
/** A function that was written anew shows more than the fix. */
const MAX_LINES = 60

/** Files that are no code of the package, wherever they stand. */
const NO_CODE =
  /(?:^|\/)(?:setup|conftest|versioneer|_?version)\.py$|test\w*\.py$|(?:^|\/)tests?[_-][^/]*\.[cm]?[jt]s$/i
/** Weaknesses whose words are words of any code: only a name or a release of next to nothing is enough for them. */
const VAGUE = new Set([400, 863, 338, 94, 352])

/**
 * Decides by explicit rules which changed functions of a release are the fix: the change touches a sink, guard or
 * sanitizer of the weakness, and the advisory names the function or its file, or the release changed little else.
 */
export function admitChanges(
  changes: readonly ChangedFunction[],
  weakness: WeaknessClass,
  advisoryText: string,
): { change: ChangedFunction; admission: Admission }[] {
  const fitting = changes.filter(
    (change) =>
      change.removed.length + change.added.length <= MAX_LINES &&
      !NO_CODE.test(change.path) &&
      alters(change, weakness),
  )
  return fitting.flatMap((change) => {
    const rule = ruleFor(change, weakness, changes.length, fitting.length, advisoryText)
    if (!rule) return []
    return [{ change, admission: { rule, why: explain(rule, change, weakness, changes.length) } }]
  })
}

function ruleFor(
  change: ChangedFunction,
  weakness: WeaknessClass,
  changed: number,
  fitting: number,
  text: string,
): Admission['rule'] | null {
  if (changed <= 4 * MAX_CHANGED && namesFunction(text, change.before.name)) return 'named'
  if (changed > MAX_CHANGED) return null
  if (namesFile(text, change.path) && fitting <= 2 * SMALL) return 'file-named'
  if (VAGUE.has(weakness.cwe) && changed > SMALL / 2) return null
  if (changed <= SMALL) return 'small-release'
  return fitting <= FEW && changed <= 3 * SMALL ? 'few-in-release' : null
}

/** Does the change add or take away words of the weakness, rather than move or reformat them? */
function alters(change: ChangedFunction, { code }: WeaknessClass): boolean {
  const all = new RegExp(code.source, 'gi')
  const wordsOf = (lines: readonly string[]) =>
    lines
      .flatMap((line) => line.replace(/\s+(?:#|\/\/) .*$/, '').match(all) ?? [])
      .sort()
      .join(' ')
  return wordsOf(change.removed) !== wordsOf(change.added)
}

/** The first word of the weakness's vocabulary that the change adds or takes away; null: it touches none. */
export function touches(change: ChangedFunction, weakness: WeaknessClass): string | null {
  for (const line of [...change.added, ...change.removed]) {
    const [word] = weakness.code.exec(line) ?? []
    if (word) return word
  }
  return null
}

/** Names that are words of every advisory. */
const COMMON =
  /^(?:__init__|__call__|__new__|get|set|post|put|delete|run|main|open|read|write|send|call|load|save|parse|format|render|process|handle|update|create|init|file|test|next|start|stop|string|user|users|data|path|value|name|message|request|response|server|client|default|module|exports?|index|constructor|function|check|exec|execute|match|merge|url|html|view|list|query)$/i

function namesFunction(text: string, qualified: string): boolean {
  const name = qualified.split('.').at(-1) ?? ''
  if (name.length < 4) return false
  const escaped = name.replace(/[^A-Za-z0-9_]/g, '\\$&')
  // A common word counts only where it is written as code.
  const pattern = COMMON.test(name)
    ? `\`(?:\\w+\\.)*${escaped}(?:\\([^\`]*)?\`|\\b${escaped}\\(|\\w\\.${escaped}\\b`
    : `(?<![\\w-])${escaped}(?![\\w-])`
  return new RegExp(pattern).test(text)
}

function namesFile(text: string, path: string): boolean {
  const name = path.split('/').at(-1) ?? ''
  if (/^(?:__init__\.py|index\.[cm]?[jt]s|setup\.py)$/.test(name)) {
    const parent = path.split('/').slice(-2).join('/')
    return path.includes('/') && text.includes(parent)
  }
  const stem = name.replace(/\.\w+$/, '')
  const isWord = /^[a-z]+$/.test(stem)
  return text.includes(name) || (!isWord && stem.length > 5 && text.includes(stem))
}

function explain(
  rule: Admission['rule'],
  change: ChangedFunction,
  { name, code }: WeaknessClass,
  changed: number,
): string {
  const side = change.added.some((line) => code.test(line)) ? 'adds' : 'takes away'
  const word = touches(change, { cwe: 0, name, code, told: code }) ?? ''
  const where = {
    named: 'the advisory names the function',
    'file-named': 'the advisory names the file',
    'small-release': `the release changed ${changed} function${changed === 1 ? '' : 's'}`,
    'few-in-release': `of ${changed} changed functions few touch anything of the kind`,
  }[rule]
  return `The advisory tells of ${name}; the fix ${side} "${word}", and ${where}.`
}
