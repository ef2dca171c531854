import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])

/** What a finished fine-tuning measured. */
export const TrainingMetricsSchema = Type.Object({
  steps: Type.Integer(),
  examples: Type.Integer(),
  /** Left out: over the length limit. */
  tooLong: Type.Integer(),
  /** Left out: a control token of the model in their text. */
  unsafe: Type.Integer(),
  /** Tokens of one epoch. */
  tokens: Type.Integer(),
  epochs: Nullable(Type.Number()),
  /** Mean loss over the last tenth of the steps. */
  trainLoss: Type.Number(),
  validationLossBefore: Nullable(Type.Number()),
  validationLossAfter: Nullable(Type.Number()),
  /** Of the run that finished; an earlier, killed one is not in it. */
  trainSeconds: Type.Number(),
  trainCpuSeconds: Type.Number(),
  precision: Type.String(),
  threads: Type.Integer(),
  resumedFrom: Nullable(Type.String()),
  trainableParameters: Type.Integer(),
})
export type TrainingMetrics = Static<typeof TrainingMetricsSchema>

const common = { rss: Type.Number() }
const TrainerEventSchema = Type.Union([
  Type.Object({
    event: Type.Literal('step'),
    step: Type.Integer(),
    total: Type.Integer(),
    loss: Type.Number(),
    tokensPerSecond: Type.Number(),
    ...common,
  }),
  Type.Object({ event: Type.Literal('converted'), folder: Type.String(), ...common }),
  Type.Object({ event: Type.Literal('exported'), sha256: Type.String(), ...common }),
  Type.Object({ event: Type.Literal('failed'), message: Type.String(), next: Type.String(), ...common }),
  Type.Object({ event: Type.Literal('trained'), ...TrainingMetricsSchema.properties, ...common }),
  Type.Object({
    event: Type.Union([
      Type.Literal('convert'),
      Type.Literal('data'),
      Type.Literal('resume'),
      Type.Literal('checkpoint'),
    ]),
    ...common,
  }),
])
export type TrainerEvent = Static<typeof TrainerEventSchema>

const validator = Compile(TrainerEventSchema)

/** One line of the trainer's stdout; null for what is no event. */
export function parseTrainerEvent(line: string): TrainerEvent | null {
  try {
    const value: unknown = JSON.parse(line)
    return validator.Check(value) ? value : null
  } catch {
    return null
  }
}
