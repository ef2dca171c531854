import { type Static, Type } from 'typebox'
import { LANGUAGES } from '../../kernel/index.ts'

/**
 * One lineage on one decided case: did it speak up for this family of CWEs, and was there such a weakness?
 * A line of the files that `sbr policy calibrate` reads. Only decisions of the wanted deciders belong in them.
 */
export const ObservationSchema = Type.Object({
  lineage: Type.String({ minLength: 1 }),
  language: Type.Enum(LANGUAGES),
  /** CWE family, as the policy's `cweFamilies` gives it. */
  cwe: Type.Integer({ minimum: 0 }),
  spoke: Type.Boolean(),
  vulnerable: Type.Boolean(),
  /** Code and family that were decided: all lineages that looked at them share it. */
  case: Type.String({ minLength: 1 }),
  /** What must not be on both sides of a split, such as the package. */
  group: Type.String({ minLength: 1 }),
  /** Where the case is from. */
  source: Type.Optional(Type.String()),
})
export type Observation = Static<typeof ObservationSchema>

/** One case with what every lineage said that looked. */
export interface DecidedCase {
  id: string
  group: string
  language: Observation['language']
  cwe: number
  vulnerable: boolean
  /** Lineages that looked: true where it spoke up. Sorted by name. */
  said: ReadonlyMap<string, boolean>
}

/** Gathers observations into cases, sorted by id. A lineage that stands twice in a case spoke up if it ever did. */
export function groupCases(observations: readonly Observation[]): DecidedCase[] {
  const byId = new Map<string, Observation[]>()
  for (const observation of observations) {
    const known = byId.get(observation.case)
    if (known) known.push(observation)
    else byId.set(observation.case, [observation])
  }
  return [...byId.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, list]) => {
      const [first] = list
      if (!first) return []
      const { group, language, cwe, vulnerable } = first
      const lineages = [...new Set(list.map(({ lineage }) => lineage))].sort()
      const said = new Map(
        lineages.map((lineage) => [lineage, list.some((item) => item.lineage === lineage && item.spoke)]),
      )
      return [{ id, group, language, cwe, vulnerable, said }]
    })
}
