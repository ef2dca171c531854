export type { AttackSearch, AttackTarget, Candidate } from './attack-search.ts'
export { type AttackCase, appendCases, casesByTask, readCases } from './case-file.ts'
export { type Attacker, createModelAttacker } from './model-attacker.ts'
export { planSearches } from './plan-searches.ts'
export {
  prepareTargets,
  type RunSearchesOptions,
  runSearches,
  type SearchPlan,
  type SearchResult,
} from './run-searches.ts'
export { openSearchLog, type SearchLog } from './search-log.ts'
export { type AttackSummary, summariseAttack } from './summarise-attack.ts'
export { openUpstreamModel, type UpstreamOptions } from './upstream-model.ts'
