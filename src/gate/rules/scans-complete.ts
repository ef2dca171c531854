import { type GateRule, measureShare } from '../rule.ts'

export const scansComplete: GateRule = {
  name: 'scans-complete',
  direction: 'at-least',
  why: 'A fix seen by a scan that did not finish may be no fix.',
  measure: (facts) =>
    facts.scanRuns === null
      ? { value: null, how: 'scan runs are not known' }
      : measureShare(
          facts.scanRuns.complete,
          facts.scanRuns.total,
          'scan runs behind the remediations are complete',
        ),
}
