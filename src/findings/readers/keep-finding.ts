import type { Finding } from '../../kernel/index.ts'
import { resolveReportPath } from '../location/report-path.ts'
import type { Placer } from './placer.ts'
import type { Texts } from './texts.ts'

/** A finding read back: identity and judgement stay; paths and texts pass the same walls as any report's. */
export function keepFinding(finding: Finding, placer: Placer, texts: Texts): Finding {
  const path = finding.location === null ? null : placer.path(finding.location.path)
  return {
    ...finding,
    rule: { ...finding.rule, id: texts.clean(finding.rule.id), name: texts.optional(finding.rule.name) },
    title: texts.clean(finding.title),
    message: texts.clean(finding.message),
    location: finding.location === null || path === null ? null : { ...finding.location, path },
    flow: finding.flow.filter((step) => resolveReportPath(step.location.path, undefined).path !== null),
  }
}
