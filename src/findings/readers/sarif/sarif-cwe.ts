import { parseCweTag } from '../../cwe/parse-cwe.ts'
import { asArray, asText, asTexts, field } from '../../json/access.ts'

/**
 * Values of a result's CWE-typed fields: taxa and relationships whose taxonomy is CWE, properties named
 * so, and tags that name a CWE themselves. A bare number among tags is none.
 */
export function sarifCwes(result: unknown, rule: unknown): unknown[] {
  const values: unknown[] = []
  for (const taxon of asArray(field(result, 'taxa')))
    if (isCweTaxonomy(taxon)) values.push(field(taxon, 'id'))
  for (const relationship of asArray(field(rule, 'relationships'))) {
    const target = field(relationship, 'target')
    if (isCweTaxonomy(target)) values.push(field(target, 'id'))
  }
  for (const owner of [result, rule]) {
    const properties = field(owner, 'properties')
    for (const key of ['cwe', 'cwes', 'CWE', 'cweIds']) {
      const value = field(properties, key)
      if (value !== undefined) values.push(value)
    }
    values.push(...asTexts(field(properties, 'tags') ?? []).filter((tag) => parseCweTag(tag) !== null))
  }
  return values
}

const isCweTaxonomy = (reference: unknown): boolean =>
  /^cwe\b/i.test(asText(field(reference, 'toolComponent', 'name')) ?? '') ||
  parseCweTag(field(reference, 'id')) !== null
