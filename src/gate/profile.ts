import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { SbrError } from '../kernel/index.ts'
import { GATE_RULES } from './rules/index.ts'

const GateProfileSchema = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    /** What this profile is for, and what it is not for. */
    note: Type.String(),
    /** Bar of every rule, by the rule's name: none may be left out. */
    bars: Type.Record(Type.String(), Type.Number()),
  },
  { additionalProperties: false },
)
export type GateProfile = Static<typeof GateProfileSchema>

const validator = Compile(GateProfileSchema)

/**
 * Reads a profile from parsed JSON. A rule without a bar and a bar without a rule are errors: a gate
 * that silently checks less is none.
 */
export function parseGateProfile(value: unknown, where: string): GateProfile {
  if (!validator.Check(value)) {
    const [first] = validator.Errors(value)
    throw new SbrError(
      'BAD_CONFIG',
      `Gate profile ${where}: ${first?.instancePath ?? ''} ${first?.message ?? ''}`,
      {
        next: 'Compare it with policies/gate/default.json.',
      },
    )
  }
  const names = new Set(GATE_RULES.map((rule) => rule.name))
  const missing = [...names].filter((name) => value.bars[name] === undefined)
  const unknown = Object.keys(value.bars).filter((name) => !names.has(name))
  if (missing.length > 0 || unknown.length > 0)
    throw new SbrError(
      'BAD_CONFIG',
      `Gate profile ${where}: ${missing.length > 0 ? `no bar for ${missing.join(', ')}` : `no rule named ${unknown.join(', ')}`}`,
      { next: `The rules are ${[...names].join(', ')}.` },
    )
  return value
}
