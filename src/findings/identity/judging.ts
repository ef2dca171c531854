import type { Coverage } from './coverage.ts'
import type { MatchOptions } from './match-options.ts'
import type { Names } from './names.ts'
import type { Pairing } from './pairing.ts'

/** All that an open finding is judged by. */
export interface Judging {
  pairing: Pairing
  names: Names
  coverage: { before: Coverage; after: Coverage }
  ruleOf(tool: number, rule: number): number
  pathOf(path: number): number
  /** Does the other side have a file of this name (a finding in it, a target, a text), or is its new name told? */
  existsAfter(path: number): boolean
  existsBefore(path: number): boolean
  options: MatchOptions
}
