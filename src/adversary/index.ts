export { type AttackJudge, type Bound, createAttackJudge, type Truth } from './judge/attack-judge.ts'
export {
  type AttackCase,
  type Attacker,
  type AttackSummary,
  type AttackTarget,
  appendCases,
  casesByTask,
  createModelAttacker,
  openSearchLog,
  openUpstreamModel,
  planSearches,
  prepareTargets,
  readCases,
  runSearches,
  type SearchLog,
  type SearchPlan,
  type SearchResult,
  summariseAttack,
} from './search/index.ts'
export { TRICKS, type Trick, type TrickSubject } from './tricks/index.ts'
