import { asText, asTexts, field } from '../../json/access.ts'
import { packageUrl } from '../package-url.ts'
import type { SarifRefinement } from '../sarif/sarif-source.ts'
import { manifestRegion, snykAddress, snykMessage } from './snyk-vulnerability.ts'

/**
 * SARIF of Snyk Open Source: title and severity stand in a sentence of the rule, package and CVE ids in
 * another, the package manager among the tags, the dependency paths in the help text. A hole is listed once
 * for each project, with the first of its installed versions. Results point at line 1 of the manifest, which
 * is no place in it.
 */
export const refineSnykSarif: SarifRefinement = (draft, { rule }) => {
  const { id } = draft.rule
  const short = asText(field(rule, 'shortDescription', 'text')) ?? ''
  const [, word = null, title = null] = /^(\w+) severity - (.*) vulnerability in .*$/s.exec(short) ?? []
  const full = asText(field(rule, 'fullDescription', 'text')) ?? ''
  const [, cves = '', name, version] = /^(?:\(([^)]*)\) )?(.+)@([^@]+)$/.exec(full) ?? []
  const tags = asTexts(field(rule, 'properties', 'tags') ?? [])
  const isLicense = id.startsWith('snyk:lic:')
  return {
    ...draft,
    kind: isLicense ? 'license' : 'dependency',
    rule: { ...draft.rule, url: draft.rule.url ?? snykAddress(id), pack: 'snyk' },
    title,
    message: name === undefined ? draft.message : snykMessage(title ?? id, name, version ?? null),
    // `error` is both high and critical: the sentence tells them apart.
    severity: [{ raw: word, source: 'rule.shortDescription', scale: 'word-info-lowest' }, ...draft.severity],
    region: manifestRegion(draft.region?.path ?? null),
    package:
      name === undefined
        ? null
        : {
            purl: packageUrl(tags.at(-1) ?? '', name, version ?? null),
            version: version ?? null,
            fixedVersions: [],
            paths: pathsOf(asText(field(rule, 'help', 'markdown')) ?? '', `${name}@${version}`),
          },
    advisory: isLicense ? null : { id, aliases: cves.split(',').filter((cve) => cve !== '') },
  }
}

/** Paths that lead to this version: those of other versions are listed with them. */
const pathsOf = (help: string, installed: string): string[] =>
  [...help.matchAll(/^\* _Introduced through_: (.+)$/gm)]
    .map(([, path = '']) => path.split(' › ').join(' > '))
    .filter((path) => path === installed || path.endsWith(` > ${installed}`))
