import { type Static, Type } from 'typebox'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])

/** A rate with its sample size and a 95 % interval. */
export const RateSchema = Type.Object({
  successes: Type.Integer(),
  n: Type.Integer(),
  /** null where n is 0: no rate is not a rate of zero. */
  rate: Nullable(Type.Number()),
  low: Nullable(Type.Number()),
  high: Nullable(Type.Number()),
})
export type Rate = Static<typeof RateSchema>

/** One generation of one arm on one held-out task, judged. */
export const GenerationOutcomeSchema = Type.Object({
  arm: Type.String(),
  task: Type.String(),
  /** Index of the generation within its task and arm. */
  index: Type.Integer(),
  code: Type.String(),
  parses: Type.Boolean(),
  functionalPass: Type.Boolean(),
  /** Exploit tests: null where they could not be run to an answer. */
  exploited: Nullable(Type.Boolean()),
  /** Verdict of the held-out engine: null where unknown. */
  flagged: Nullable(Type.Boolean()),
  /** exploited or flagged by the primary judge; null where unknown. */
  vulnerable: Nullable(Type.Boolean()),
})
export type GenerationOutcome = Static<typeof GenerationOutcomeSchema>

export const ArmReportSchema = Type.Object({
  arm: Type.String(),
  parse: RateSchema,
  functional: RateSchema,
  vulnerable: RateSchema,
  vulnerableGivenPassing: RateSchema,
  /** Functional and not vulnerable. */
  joint: RateSchema,
  /** Flagged by the held-out engine, among generations it gave an answer on. */
  flagged: Type.Optional(RateSchema),
  /** Generations on which the judge gave no answer. */
  unknown: Type.Integer(),
})
export type ArmReport = Static<typeof ArmReportSchema>

export const EvaluationReportSchema = Type.Object({
  id: Type.String(),
  tasks: Type.Integer(),
  generationsPerArm: Type.Integer(),
  arms: Type.Array(ArmReportSchema),
  /** Paired comparison of the last arm with the first, clustered by task. */
  paired: Type.Array(
    Type.Object({
      measure: Type.String(),
      difference: Type.Number(),
      low: Type.Number(),
      high: Type.Number(),
      p: Type.Number(),
      test: Type.String(),
      n: Type.Integer(),
    }),
  ),
  /** Per judge: name, version and its own recall on the known vulnerable references. */
  judges: Type.Array(
    Type.Object({
      name: Type.String(),
      version: Nullable(Type.String()),
      recall: RateSchema,
      falsePositives: RateSchema,
    }),
  ),
})
export type EvaluationReport = Static<typeof EvaluationReportSchema>
