import { Compile } from 'typebox/compile'
import { type OsvAdvisory, OsvAdvisorySchema } from '../../kernel/index.ts'

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
