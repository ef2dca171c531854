import type { FindingKind } from '../../../kernel/index.ts'
import { asText, field } from '../../json/access.ts'
import { ecosystemOfManifest } from '../manifest-ecosystem.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft } from '../port.ts'
import type { SarifRefinement } from '../sarif/sarif-source.ts'
import { licenceMessage, versionsOf } from './trivy-drafts.ts'

/** Kinds by the name that Trivy gives a rule. */
const KINDS: ReadonlyMap<string, FindingKind> = new Map([
  ['Misconfiguration', 'config'],
  ['Secret', 'secret'],
  ['License', 'license'],
])

/**
 * Trivy's SARIF: what its JSON has in fields stands in lines of the message (`Severity: HIGH`). The scores
 * are made up from the word for all but vulnerabilities, the columns for all: neither is taken.
 */
export const refineTrivySarif: SarifRefinement = (draft, { rule }) => {
  const kind = KINDS.get(draft.rule.name ?? '') ?? 'dependency'
  const value = (name: string) => lineAfter(draft.message, name)
  const word = value('Severity')
  const short = asText(field(rule, 'shortDescription', 'text')) || null
  const full = asText(field(rule, 'fullDescription', 'text')) || null
  const tag = draft.severity.filter(({ source }) => source === 'rule.properties.tags')
  const base: FindingDraft = {
    ...draft,
    kind,
    rule: { ...draft.rule, name: null, pack: 'trivy' },
    title: short,
    severity: word === null ? tag : [{ raw: word, source: 'message.Severity', scale: 'word' }],
    region: draft.region === null ? null : { ...draft.region, startColumn: null, endColumn: null },
  }
  if (kind === 'config') return { ...base, message: misconfiguration(draft.message) ?? full ?? draft.rule.id }
  // The whole message holds the line around the secret.
  if (kind === 'secret') return { ...base, title: null, message: short ?? draft.rule.id, cwe: [798] }
  if (kind === 'license') return toLicence(base, draft.message)
  const path = draft.region?.path ?? null
  return {
    ...base,
    message: full ?? short ?? draft.rule.id,
    region: draft.rule.name === 'OsPackageVulnerability' ? null : base.region,
    package: packageOf(
      value('Package'),
      value('Installed Version'),
      versionsOf(value('Fixed Version')),
      path,
    ),
    advisory: { id: draft.rule.id, aliases: [] },
  }
}

/** The rest of the line that begins with this name; null where there is none or it is empty. */
function lineAfter(message: string, name: string): string | null {
  const line = message.split('\n').find((text) => text.trimStart().startsWith(`${name}: `))
  return line?.trimStart().slice(name.length + 2) || null
}

/** The message of a check may have several lines itself. */
function misconfiguration(message: string): string | null {
  const start = message.indexOf('\nMessage: ')
  const end = message.indexOf('\nLink: ', start)
  return start < 0 || end < 0 ? null : message.slice(start + '\nMessage: '.length, end) || null
}

/** Its rule is named `package:licence`. */
function toLicence(draft: FindingDraft, message: string): FindingDraft {
  const name = /^License (.+)$/m.exec(message)?.[1] ?? draft.rule.id
  const path = lineAfter(message, 'Path')
  return {
    ...draft,
    rule: { ...draft.rule, id: name },
    title: null,
    message: licenceMessage(lineAfter(message, 'PkgName') ?? path ?? '', name),
    region: draft.region === null || path === null ? draft.region : { ...draft.region, path },
  }
}

function packageOf(
  name: string | null,
  version: string | null,
  fixedVersions: string[],
  path: string | null,
): FindingDraft['package'] {
  const ecosystem = path === null ? null : ecosystemOfManifest(path)
  if (name === null || ecosystem === null) return null
  return { purl: packageUrl(ecosystem, name, version), version, fixedVersions, paths: [] }
}
