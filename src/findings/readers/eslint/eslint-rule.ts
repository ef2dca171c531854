import type { FindingKind } from '../../../kernel/index.ts'
import { ESLINT_RULE_CWE } from './rule-cwe.ts'

/** CWE ids of a rule by our table; none where a rule has no security weakness behind it. */
export const eslintRuleCwes = (id: string): readonly number[] =>
  Object.hasOwn(ESLINT_RULE_CWE, id) ? (ESLINT_RULE_CWE[id] ?? []) : []

/** A rule without a security weakness behind it is a matter of quality. */
export const eslintRuleKind = (id: string, cwes: readonly number[]): FindingKind =>
  cwes.length > 0 || SECURITY_PLUGIN.test(id) ? 'static' : 'quality'

/** The plugin that a rule belongs to; null for ESLint's own. */
export const eslintRulePack = (id: string): string | null =>
  id.includes('/') ? id.slice(0, id.lastIndexOf('/')) : null

const SECURITY_PLUGIN =
  /^(?:security|security-node|no-unsanitized|no-secrets|@microsoft\/sdl|xss|scanjs-rules)\//
