import { asArray, asInteger, asText, field } from '../../json/access.ts'

/** Looks up rules of one run: in the driver and in its extensions, by id before index. */
export interface SarifRules {
  /** Id of the rule of a result; null where it names none. */
  idOf(result: unknown): string | null
  /** The rule's descriptor; undefined where the run does not have it. */
  ruleOf(result: unknown): unknown
  /** Level that an invocation's configuration gives a rule instead of the rule's own. */
  overrideOf(id: string): string | null
}

export function createSarifRules(run: unknown): SarifRules {
  const components = [field(run, 'tool', 'driver'), ...asArray(field(run, 'tool', 'extensions'))]
  const byId = new Map<string, unknown>()
  for (const component of components)
    for (const rule of asArray(field(component, 'rules'))) {
      const id = asText(field(rule, 'id'))
      if (id !== null && !byId.has(id)) byId.set(id, rule)
    }
  const overrides = new Map<string, string>()
  for (const invocation of asArray(field(run, 'invocations')))
    for (const override of asArray(field(invocation, 'ruleConfigurationOverrides'))) {
      const index = asInteger(field(override, 'descriptor', 'index'))
      const id =
        asText(field(override, 'descriptor', 'id')) ??
        (index === null ? null : asText(field(components[0], 'rules', index, 'id')))
      const level = asText(field(override, 'configuration', 'level'))
      if (id !== null && level !== null) overrides.set(id, level)
    }

  /** An index may go stale (gosec), so it counts only where there is no id. */
  const byIndex = (result: unknown): unknown => {
    const index = asInteger(field(result, 'ruleIndex')) ?? asInteger(field(result, 'rule', 'index'))
    if (index === null || index < 0) return undefined
    const extension = asInteger(field(result, 'rule', 'toolComponent', 'index'))
    const component = extension === null ? components[0] : components[extension + 1]
    return field(component, 'rules', index)
  }
  const idOf = (result: unknown): string | null =>
    asText(field(result, 'ruleId')) ??
    asText(field(result, 'rule', 'id')) ??
    asText(field(byIndex(result), 'id'))

  return {
    idOf,
    ruleOf(result) {
      const id = idOf(result)
      if (id === null) return undefined
      // `rule/sub`: the result may name a more particular id than the descriptor (SARIF 3.52.4).
      return byId.get(id) ?? byId.get(id.replace(/\/[^/]*$/, '')) ?? matching(byIndex(result), id)
    },
    overrideOf: (id) => overrides.get(id) ?? null,
  }
}

const matching = (rule: unknown, id: string): unknown => (asText(field(rule, 'id')) === id ? rule : undefined)
