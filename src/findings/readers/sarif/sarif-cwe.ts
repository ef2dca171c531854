import { parseCweTag } from '../../cwe/parse-cwe.ts'
import { asArray, asText, asTexts, field } from '../../json/access.ts'

/**
 * Values of a rule's CWE-typed fields: relationships whose taxonomy is CWE, properties named so, and tags
 * that name a CWE themselves. A bare number among tags is none.
 */
export function ruleCwes(rule: unknown): unknown[] {
  const values: unknown[] = []
  for (const relationship of asArray(field(rule, 'relationships'))) {
    const target = field(relationship, 'target')
    if (isCweTaxonomy(target)) values.push(field(target, 'id'))
  }
  addProperties(rule, values)
  return values
}

/** The same of a result: its taxa and properties. */
export function resultCwes(result: unknown): unknown[] {
  const values: unknown[] = []
  for (const taxon of asArray(field(result, 'taxa')))
    if (isCweTaxonomy(taxon)) values.push(field(taxon, 'id'))
  addProperties(result, values)
  return values
}

function addProperties(owner: unknown, values: unknown[]): void {
  const properties = field(owner, 'properties')
  if (properties === undefined) return
  for (const key of ['cwe', 'cwes', 'CWE', 'cweIds']) {
    const value = field(properties, key)
    if (value !== undefined) values.push(value)
  }
  for (const tag of asTexts(field(properties, 'tags') ?? [])) if (parseCweTag(tag) !== null) values.push(tag)
}

const isCweTaxonomy = (reference: unknown): boolean =>
  /^cwe\b/i.test(asText(field(reference, 'toolComponent', 'name')) ?? '') ||
  parseCweTag(field(reference, 'id')) !== null
