import { type Finding, SEVERITIES } from '../kernel/index.ts'
import type { Policy } from './policy.ts'

type Level = Finding['severity']['level']

/**
 * Does a level reach the threshold? `unknown` always does: nobody said how bad it is, and what is
 * unknown is never harmless.
 */
export const reachesThreshold = (level: Level, threshold: Level): boolean => rank(level) <= rank(threshold)

/** Rank from the worst; what is unknown ranks with the worst. */
const rank = (level: Level): number => (level === 'unknown' ? 0 : SEVERITIES.indexOf(level))

/** Share of the reward that a certain weakness of this level puts at stake; all of it for a level without weight. */
export const weightOf = (level: Level, { severityWeights }: Policy): number =>
  Object.entries(severityWeights).find(([word]) => word === level)?.[1] ?? 1
