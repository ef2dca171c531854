import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

const EventSchema = Type.Object({
  introduced: Type.Optional(Type.String()),
  fixed: Type.Optional(Type.String()),
  last_affected: Type.Optional(Type.String()),
  limit: Type.Optional(Type.String()),
})
export type OsvEvent = Static<typeof EventSchema>

const AffectedSchema = Type.Object({
  package: Type.Optional(Type.Object({ ecosystem: Type.String(), name: Type.String() })),
  ranges: Type.Optional(Type.Array(Type.Object({ type: Type.String(), events: Type.Array(EventSchema) }))),
  versions: Type.Optional(Type.Array(Type.String())),
})
export type OsvAffected = Static<typeof AffectedSchema>

/** An advisory in the OSV format (ossf.github.io/osv-schema), as far as matching looks into it. */
const OsvAdvisorySchema = Type.Object({
  id: Type.String({ minLength: 1 }),
  aliases: Type.Optional(Type.Array(Type.String())),
  withdrawn: Type.Optional(Type.String()),
  affected: Type.Optional(Type.Array(AffectedSchema)),
})
export type OsvAdvisory = Static<typeof OsvAdvisorySchema>

const validator = Compile(OsvAdvisorySchema)

/** Parses one advisory; null where it is none. Fields that matching does not need stay on the object. */
export function parseAdvisory(text: string): OsvAdvisory | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return validator.Check(parsed) ? parsed : null
  } catch {
    return null
  }
}
