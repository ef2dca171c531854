/** What a person ruled about which findings are one issue. Stored append-only; the latest on a pair of findings counts. */
export interface IssueOverride {
  id: string
  /** Order in which they were made, within one repository. */
  sequence: number
  /** `split`: the findings `keys` are not one with those of `from`. `merge`: all of `keys` are one. `undo`: `undoes` no longer counts. */
  action: 'split' | 'merge' | 'undo'
  /** Names of findings, by `findingKey`. */
  keys: readonly string[]
  from: readonly string[]
  /** Id of the ruling that an `undo` takes back. */
  undoes: string | null
  /** A merge joins findings of different kinds only where this was said. */
  acrossKinds: boolean
  /** Who ruled. */
  by: string
  /** ISO 8601, UTC. */
  at: string
  reason: string
}

/** The rulings that count, latest first: no `undo`, and nothing that was undone. The order given does not matter, nor does one given twice. */
export function activeOverrides(overrides: readonly IssueOverride[]): IssueOverride[] {
  const undone = new Set(overrides.map((override) => override.undoes))
  const active = new Map(
    overrides
      .filter((override) => override.action !== 'undo' && !undone.has(override.id))
      .map((override) => [override.id, override]),
  )
  return [...active.values()].sort((a, b) => b.sequence - a.sequence || (a.id < b.id ? -1 : 1))
}
