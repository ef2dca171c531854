import { asText, asTexts, field } from '../../json/access.ts'
import type { SarifRefinement } from '../sarif/sarif-source.ts'
import { grypePath } from './grype-json.ts'

/** Characters of a text that are looked through: Grype's are shorter, a hostile one may have millions. */
const MAX_TEXT = 2000

/**
 * Grype's SARIF: a rule is named `id-package`, the word of severity stands in the message, where Low,
 * Negligible and Unknown are all `low`: of those only Low has a score above zero.
 */
export const refineGrypeSarif: SarifRefinement = (draft, { rule }) => {
  const help = (asText(field(rule, 'help', 'text')) ?? '').slice(0, MAX_TEXT)
  const id = /^Vulnerability (\S+)/.exec(help)?.[1] ?? draft.rule.id
  const [, word, version] =
    /^An? (\w+) vulnerability in [\s\S]*, version (.*?) was found /.exec(draft.message.slice(0, MAX_TEXT)) ??
    []
  const score = Number(asText(field(rule, 'properties', 'security-severity')) ?? 0)
  const known = word !== undefined && (word !== 'low' || score > 0)
  const purl = asTexts(field(rule, 'properties', 'purls') ?? [])[0]
  const fixed = /^Fix Version: (.+)$/m.exec(help)?.[1]
  return {
    ...draft,
    rule: { id, name: null, url: /\]\((https?:\/\/[^)\s]+)\)$/m.exec(help)?.[1] ?? null, pack: 'grype' },
    title: null,
    message: asText(field(rule, 'fullDescription', 'text')) || draft.message,
    severity: known ? [{ raw: word, source: 'message', scale: 'word' }] : [],
    region:
      draft.region === null
        ? null
        : { ...draft.region, path: grypePath(draft.region.path, null), startColumn: null, endColumn: null },
    package:
      purl === undefined
        ? null
        : { purl, version: version ?? null, fixedVersions: fixed?.split(/[,\s]+/) ?? [], paths: [] },
    advisory: { id, aliases: [] },
    // It holds the version of the package.
    toolFingerprints: {},
  }
}
