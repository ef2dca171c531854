import type { SarifRefinement } from '../sarif/sarif-source.ts'

/**
 * Checkov's SARIF: where no severity is known the level is `error` for failed and `warning` for suppressed
 * checks, which says nothing; a known one is in the rule's score. What framework a check belongs to only
 * its id tells.
 */
export const refineCheckovSarif: SarifRefinement = (draft) => {
  const isSecret = draft.rule.id.startsWith('CKV_SECRET_')
  return {
    ...draft,
    kind: isSecret ? 'secret' : /^(?:CVE|GHSA|PRISMA)-.+@/.test(draft.rule.id) ? 'dependency' : 'config',
    rule: { ...draft.rule, pack: 'checkov' },
    severity: draft.severity.filter(({ scale }) => scale === 'cvss-score'),
    cwe: isSecret ? [798] : (draft.cwe ?? []),
    region:
      draft.region === null || !isSecret
        ? draft.region
        : { ...draft.region, endLine: draft.region.startLine },
  }
}
