import { asArray, asText, asTexts, field } from '../../json/access.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft } from '../port.ts'
import type { SarifRefinement } from '../sarif/sarif-source.ts'
import { type Reach, reachMessage } from './reach.ts'

/** govulncheck's SARIF: its level is how far the vulnerability reaches; the module stands in the flow only. */
export const refineGovulncheckSarif: SarifRefinement = (draft, { result, rule }) => {
  const summary = asText(field(rule, 'fullDescription', 'text')) ?? draft.rule.id
  const steps = asArray(field(result, 'codeFlows', 0, 'threadFlows', 0, 'locations'))
  const names = asTexts(field(rule, 'properties', 'tags') ?? [])
  return {
    ...draft,
    rule: { ...draft.rule, pack: 'go-vulnerability-database' },
    title: summary,
    message: reachMessage(summary, reachOf(draft.message)),
    severity: [],
    package: packageOf(asText(field(steps.at(-1), 'module')), draft.message),
    advisory: { id: draft.rule.id, aliases: names.filter((name) => name !== draft.rule.id) },
    flow: (draft.flow ?? [])
      .filter((_, index) => {
        const artifact = field(steps[index], 'location', 'physicalLocation', 'artifactLocation')
        return field(artifact, 'uriBaseId') === '%SRCROOT%'
      })
      .map((step) => ({ ...step, region: { ...step.region, unit: 'utf8' as const } })),
  }
}

function reachOf(message: string): Reach {
  if (message.startsWith('Your code calls')) return 'called'
  return message.startsWith('Your code imports') ? 'imported' : 'required'
}

/** `module@version` of the called function; of a module that is only required, its name. */
function packageOf(called: string | null, message: string): FindingDraft['package'] {
  const [, required] = /^Your code depends on 1 vulnerable module \(([^(),\s]+)\)/.exec(message) ?? []
  const module = called ?? required
  if (module === undefined) return null
  const [name = '', version = ''] = module.split('@')
  return {
    purl: packageUrl('Go', name, version === '' ? null : version),
    version: version === '' ? null : version,
    fixedVersions: [],
    paths: [],
  }
}
