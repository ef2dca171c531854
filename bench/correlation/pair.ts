import type { Finding, Location } from '../../src/kernel/index.ts'

/** Where the findings of a pair came from: enough to have them again. */
export type PairOrigin =
  | { ecosystem: 'npm' | 'PyPI'; package: string; version: string }
  | { task: string }
  /** Reports of real tools, below `src/findings/readers/`. */
  | { reports: string[] }

/** One finding of a pair: its geometry and its claims, without its text. */
export interface PairSide {
  engine: string
  version: string | null
  rule: string
  kind: Finding['kind']
  region: Omit<Location, 'path' | 'unitOrigin'>
  /** As the tool said, before any refinement of ours. */
  cwe: number[]
  package?: { purl: string; version: string | null }
  advisory?: { id: string; aliases: string[] }
}

/** One line of `pairs.jsonl`; README.md says what the fields mean and how `label` is chosen. */
export interface LabelledPair {
  id: string
  split: 'dev' | 'held-out'
  cluster: string
  origin: PairOrigin
  file: string
  sha256: string
  stratum: string
  weight: number
  a: PairSide
  b: PairSide
  label: 'same' | 'different' | 'unsure'
  why: string
}
