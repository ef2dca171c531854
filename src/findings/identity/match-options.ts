import type { MatchedBy } from './pairing.ts'

/** What may be told to a comparison beside the two scans. */
export interface MatchOptions {
  /** Later path of a file by its earlier one. Of other files it is inferred from their findings. */
  renamedFiles?: ReadonlyMap<string, string>
  /** Later rule id by the earlier one, across a tool's upgrade. */
  renamedRules?: ReadonlyMap<string, string>
  /** Is it known that the later tree has no such file? Without it a file that is no target any more closes nothing. */
  isDeleted?(path: string): boolean
  /** Text of a file as it was or is scanned, by path; null where there is none. Makes diffs of files possible. */
  sources?: { before(path: string): string | null; after(path: string): string | null }
}

/** What became of a finding. `new` stands for later ones only, `fixed` for earlier ones only. */
export type Outcome =
  | { state: 'unchanged'; by: MatchedBy; partner: number }
  | { state: 'new' | 'fixed' }
  | { state: 'unknown'; reason: string }
