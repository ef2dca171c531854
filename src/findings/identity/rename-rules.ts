import { type CompactFindings, FIELD } from './compact-findings.ts'
import type { Names } from './names.ts'

/** Rules of one tool that a side reported. */
type RulesByTool = Map<number, Set<number>>

/**
 * Which later rule an earlier one is, where its id changed: as named by the caller, else by the last part
 * of the id (Semgrep puts the path of its configuration before it, ESLint the plug-in), where of the ids
 * that came and went on either side one each ends so.
 */
export function renameRules(
  names: Names,
  before: CompactFindings,
  after: CompactFindings,
  given: ReadonlyMap<string, string>,
): Map<string, number> {
  const [olds, news] = [rulesOf(before), rulesOf(after)]
  const renamed = new Map<string, number>()
  for (const [tool, rules] of olds) {
    const now = news.get(tool) ?? new Set<number>()
    const gone = new Map<string, number[]>()
    const come = new Map<string, number[]>()
    for (const rule of rules) {
      const named = given.get(names.text(rule))
      if (named !== undefined) renamed.set(ruleKey(tool, rule), names.id(named))
      else if (!now.has(rule)) add(gone, lastPart(names.text(rule)), rule)
    }
    for (const rule of now) if (!rules.has(rule)) add(come, lastPart(names.text(rule)), rule)
    for (const [part, [old, ...others]] of gone) {
      const [next, ...more] = come.get(part) ?? []
      if (old !== undefined && next !== undefined && others.length === 0 && more.length === 0)
        renamed.set(ruleKey(tool, old), next)
    }
  }
  return renamed
}

/** Key of a rule of a tool. */
export const ruleKey = (tool: number, rule: number): string => `${tool}:${rule}`

/** Rules that a side reported, by tool. */
export function rulesOf(findings: CompactFindings): RulesByTool {
  const rules: RulesByTool = new Map()
  for (let index = 0; index < findings.length; index++) {
    const tool = findings.get(index, FIELD.tool)
    const known = rules.get(tool)
    if (known === undefined) rules.set(tool, new Set([findings.get(index, FIELD.rule)]))
    else known.add(findings.get(index, FIELD.rule))
  }
  return rules
}

const lastPart = (rule: string): string =>
  rule.slice(Math.max(rule.lastIndexOf('.'), rule.lastIndexOf('/')) + 1)

function add(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}
