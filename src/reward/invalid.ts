import type { RewardDocument } from '../kernel/index.ts'

/** The document of a sample that could not even be read: nothing is known about it, and no reward is not a reward of 0. */
export function describeInvalid(id: string, why: string, hash: string): RewardDocument {
  return {
    id,
    reward: null,
    ceiling: 0,
    valid: false,
    label: 'unknown',
    verdicts: {},
    components: { integrity: null, function: null, security: null, dependencies: null },
    findings: [],
    reason: `Not judged: ${why}.`,
    policy: hash,
  }
}
