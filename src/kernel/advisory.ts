import { type Static, Type } from 'typebox'

/** OSV's names of the ecosystems whose packages can be collected. */
export const ECOSYSTEMS = ['npm', 'PyPI'] as const
export type Ecosystem = (typeof ECOSYSTEMS)[number]

const OsvEventSchema = Type.Object({
  introduced: Type.Optional(Type.String()),
  fixed: Type.Optional(Type.String()),
  last_affected: Type.Optional(Type.String()),
  limit: Type.Optional(Type.String()),
})
export type OsvEvent = Static<typeof OsvEventSchema>

const OsvRangeSchema = Type.Object({
  /** `SEMVER`, `ECOSYSTEM` or `GIT`. */
  type: Type.String(),
  events: Type.Array(OsvEventSchema),
})

export const OsvAffectedSchema = Type.Object({
  package: Type.Optional(
    Type.Object({ ecosystem: Type.String(), name: Type.String(), purl: Type.Optional(Type.String()) }),
  ),
  ranges: Type.Optional(Type.Array(OsvRangeSchema)),
  versions: Type.Optional(Type.Array(Type.String())),
})
export type OsvAffected = Static<typeof OsvAffectedSchema>

/**
 * A published advisory in the OSV format (ossf.github.io/osv-schema), as far as `sbr` looks into it.
 * Fields that it does not know stay on the object.
 */
export const OsvAdvisorySchema = Type.Object({
  id: Type.String({ minLength: 1 }),
  modified: Type.Optional(Type.String()),
  published: Type.Optional(Type.String()),
  withdrawn: Type.Optional(Type.String()),
  aliases: Type.Optional(Type.Array(Type.String())),
  summary: Type.Optional(Type.String()),
  details: Type.Optional(Type.String()),
  affected: Type.Optional(Type.Array(OsvAffectedSchema)),
  references: Type.Optional(Type.Array(Type.Object({ type: Type.String(), url: Type.String() }))),
  database_specific: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export type OsvAdvisory = Static<typeof OsvAdvisorySchema>
