import { type Static, Type } from 'typebox'
import { FindingSchema } from './finding.ts'
import { LabelSchema, LanguageSchema, VerdictSchema } from './words.ts'

/** One piece of generated code to be judged. */
export const SampleSchema = Type.Object(
  {
    id: Type.String({ minLength: 1 }),
    language: LanguageSchema,
    code: Type.String(),
    /** The code it replaces, where it is a change: deleted functionality is noticed against it. */
    before: Type.Optional(Type.String()),
    path: Type.Optional(Type.String()),
    /** Id of a task whose tests measure function. */
    task: Type.Optional(Type.String()),
    prompt: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)
export type Sample = Static<typeof SampleSchema>

const Part = Type.Union([Type.Number({ minimum: 0, maximum: 1 }), Type.Null()])

/** The reward of one sample, as `sbr reward` prints it. */
export const RewardDocumentSchema = Type.Object({
  id: Type.String(),
  /** 0 to 1; null exactly when `valid` is false: an engine that failed is never 0 and never 1. */
  reward: Part,
  /** What an all-clean sample could reach under what was measurable. */
  ceiling: Type.Number({ minimum: 0, maximum: 1 }),
  valid: Type.Boolean(),
  label: LabelSchema,
  /** By engine name. */
  verdicts: Type.Record(Type.String(), VerdictSchema),
  components: Type.Object({ integrity: Part, function: Part, security: Part, dependencies: Part }),
  findings: Type.Array(FindingSchema),
  reason: Type.String(),
  /** Hash of everything that decided it: policy, calibration, engines, rule packs, advisory snapshot. */
  policy: Type.String(),
})
export type RewardDocument = Static<typeof RewardDocumentSchema>
