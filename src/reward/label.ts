import type { Label } from '../kernel/index.ts'
import type { SampleFacts } from './facts.ts'
import type { Policy } from './policy.ts'
import type { SecurityAssessment } from './security.ts'
import { countsAsDependency } from './voices.ts'

interface LabelInput {
  facts: SampleFacts
  policy: Policy
  security: SecurityAssessment | null
  /** Everyone who had to look has looked, and the sample was not refused. */
  judged: boolean
}

/**
 * All engines on one sample. A weakness that was seen stays seen when another engine failed; `clean`
 * needs everyone to have looked.
 */
export function labelSample({ facts, policy, security, judged }: LabelInput): Label {
  const vulnerable = (security?.cwes ?? []).some(
    ({ said, probability }) => said.length > 0 && probability >= policy.labelThreshold,
  )
  const { invented, malicious } = facts.dependencies
  const dependency =
    (invented?.length ?? 0) > 0 ||
    (malicious?.length ?? 0) > 0 ||
    facts.engines.some(({ findings }) => findings.some((finding) => countsAsDependency(finding, policy)))
  if (vulnerable && dependency) return 'both'
  if (vulnerable) return 'static-vulnerable'
  if (dependency) return 'dependency-vulnerable'
  return judged && security !== null ? 'clean' : 'unknown'
}
