import type { GateRuleResult, GateVerdict } from '../kernel/index.ts'
import type { GateFacts } from './facts.ts'
import type { GateProfile } from './profile.ts'
import type { GateRule } from './rule.ts'
import { GATE_RULES } from './rules/index.ts'

/** Judges a dataset's facts by a profile. It passes when every rule passes; a rule that could not measure does not. */
export function judgeDataset(facts: GateFacts, profile: GateProfile): GateVerdict {
  const rules = GATE_RULES.map((rule) => applyRule(rule, facts, profile))
  return {
    passed: rules.every((result) => result.passed),
    rules,
    dataset: facts.dataset,
    profile: profile.name,
  }
}

function applyRule(rule: GateRule, facts: GateFacts, profile: GateProfile): GateRuleResult {
  const bar = profile.bars[rule.name] ?? Number.NaN
  const { value, how } = rule.measure(facts)
  // NaN compares as false on both sides, so a missing bar can never pass.
  const passed = value !== null && (rule.direction === 'at-least' ? value >= bar : value <= bar)
  return { rule: rule.name, value, bar, passed, how }
}
