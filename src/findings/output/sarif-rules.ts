import type { Finding } from '../../kernel/index.ts'
import { cweName } from '../cwe/catalogue.ts'
import type { SarifLevel, SarifRule } from './sarif-log.ts'
import { SARIF_LEVELS, securitySeverity, severityText } from './sarif-severity.ts'

/** GitHub refuses a run with more rules. What comes after has its id in the result, and no description. */
export const MAX_RULES = 25_000

/** GitHub refuses a rule with more tags, and shows ten. */
const MAX_TAGS = 20

/** GitHub's longest description of a rule, in characters. */
const MAX_DESCRIPTION = 1024

const LEVEL_ORDER: readonly SarifLevel[] = ['note', 'warning', 'error']

/** One rule, as its first finding described it. */
export interface KnownRule {
  index: number
  descriptor: SarifRule
  /** Highest score among its findings: GitHub knows severity by rule, not by result. */
  score: number | null
}

/** The rules of one run, gathered while its findings are written. */
export class RuleTable {
  readonly #rules = new Map<string, KnownRule>()

  get size(): number {
    return this.#rules.size
  }

  /** The rule of a finding; undefined where the run has too many. */
  add(finding: Finding): KnownRule | undefined {
    const score = securitySeverity(finding.severity)
    const level = SARIF_LEVELS[finding.severity.level]
    let rule = this.#rules.get(finding.rule.id)
    if (rule === undefined) {
      if (this.#rules.size >= MAX_RULES) return undefined
      rule = { index: this.#rules.size, descriptor: describe(finding), score: null }
      this.#rules.set(finding.rule.id, rule)
    }
    const { defaultConfiguration } = rule.descriptor
    if (LEVEL_ORDER.indexOf(level) > LEVEL_ORDER.indexOf(defaultConfiguration.level))
      defaultConfiguration.level = level
    if (score !== null && (rule.score === null || score > rule.score)) rule.score = score
    return rule
  }

  /** In the order of their indices. */
  *descriptors(): Generator<SarifRule> {
    for (const { descriptor, score } of this.#rules.values())
      yield score === null
        ? descriptor
        : {
            ...descriptor,
            properties: { ...descriptor.properties, 'security-severity': severityText(score) },
          }
  }
}

function describe({ rule, title, cwe, severity, kind }: Finding): SarifRule {
  const short = title.slice(0, MAX_DESCRIPTION).toWellFormed()
  const weaknesses = cwe.ids.map((id) => `CWE-${id}${cweName(id) === null ? '' : `: ${cweName(id)}`}`)
  return {
    id: rule.id,
    ...(rule.name === null ? {} : { name: rule.name }),
    shortDescription: { text: short },
    fullDescription: { text: short },
    help: { text: [title, ...weaknesses, ...(rule.url === null ? [] : [rule.url])].join('\n') },
    ...(rule.url === null ? {} : { helpUri: rule.url }),
    defaultConfiguration: { level: SARIF_LEVELS[severity.level] },
    properties: {
      // GitHub shows `security-severity` only for rules that carry the tag `security`.
      tags: [kind === 'quality' ? 'quality' : 'security', ...cweTags(cwe.ids)].slice(0, MAX_TAGS),
      ...(rule.pack === null ? {} : { pack: rule.pack }),
    },
  }
}

const cweTags = (ids: readonly number[]): string[] =>
  [...new Set(ids)].map((id) => `external/cwe/cwe-${String(id).padStart(3, '0')}`)
