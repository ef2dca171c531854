import type { Label, Language, RewardDocument } from '../kernel/index.ts'
import type { EngineFact, SampleFacts } from './facts.ts'
import type { JudgeIdentity } from './hash.ts'
import { labelSample } from './label.ts'
import type { Policy } from './policy.ts'
import { assessSecurity } from './security.ts'

/** A past reward under another policy, from the document alone. */
export interface Rescored {
  reward: number
  label: Label
  /** P(vulnerable) in the parts that the document tells. */
  security: number
}

const LANGUAGES_TO_TRY: readonly Language[] = ['python', 'javascript', 'typescript', 'java', 'go']

/** Documents carry six decimals. */
const TOLERANCE = 2e-6

/**
 * Scores a valid document again under another policy: only what the engines said is weighed anew, the other parts stay
 * as they were measured. Null where the document does not tell enough; that is found out by scoring it under the
 * policy that it came from, which has to give its own figure again. So it is with samples of tasks whose exploit tests
 * spoke, since documents do not say what they said.
 */
export function rescoreDocument(
  document: RewardDocument,
  from: { policy: Policy; identity: JudgeIdentity },
  to: Policy,
): Rescored | null {
  const { components, reward } = document
  if (!document.valid || reward === null || components.integrity === null) return null
  // A refused sample was weighed by nobody, and no policy but one with other factors would change that.
  if (components.security === null)
    return components.integrity === 0 ? { reward, label: document.label, security: 0 } : null
  for (const language of LANGUAGES_TO_TRY) {
    const facts = toFacts(document, from.identity, language)
    const known = assessSecurity(facts, from.policy)
    if (known === null || Math.abs(known.score - components.security) > TOLERANCE) continue
    if (labelSample({ facts, policy: from.policy, security: known, judged: true }) !== document.label)
      continue
    const security = assessSecurity(facts, to)
    if (security === null) return null
    const value =
      components.integrity *
      (components.function ?? to.ceilings.withoutTests) *
      security.score *
      (components.dependencies ?? to.ceilings.unmeasuredDependencies)
    return {
      reward: Math.round(value * 1e6) / 1e6,
      label: labelSample({ facts, policy: to, security, judged: true }),
      security: security.score,
    }
  }
  return null
}

function toFacts(document: RewardDocument, identity: JudgeIdentity, language: Language): SampleFacts {
  const engines = identity.engines
    .filter(({ name }) => document.verdicts[name] !== undefined)
    .map(
      ({ name, packs }): EngineFact => ({
        engine: name,
        status: document.verdicts[name] === 'unknown' ? 'not-run' : 'scanned',
        reason: null,
        packs,
        findings: document.findings.filter(
          ({ tool, rule }) => tool.name === name || packs.some((pack) => pack.name === rule.pack),
        ),
      }),
    )
  return {
    id: document.id,
    language,
    integrity: [],
    engines,
    dependencies: { imported: null, invented: null, malicious: null },
    tests: null,
    unjudged: null,
  }
}
