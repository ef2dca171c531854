import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { LANGUAGES, SbrError, SEVERITIES } from '../kernel/index.ts'
import { INTEGRITY_KINDS } from './integrity.ts'

const Share = Type.Number({ minimum: 0, maximum: 1 })
const strict = { additionalProperties: false }

/** Pseudo-counts of a Beta distribution, `[hits, misses]`, both above 0. */
const BetaSchema = Type.Tuple([Type.Number({ exclusiveMinimum: 0 }), Type.Number({ exclusiveMinimum: 0 })])

/** How often one lineage speaks up where a weakness is, and where none is. `null` stands for any. */
const LineageRatesSchema = Type.Object(
  {
    lineage: Type.String({ minLength: 1 }),
    language: Type.Union([Type.Enum(LANGUAGES), Type.Null()]),
    cwe: Type.Union([Type.Integer({ minimum: 1 }), Type.Null()]),
    truePositive: BetaSchema,
    falsePositive: BetaSchema,
    /** Where the figures come from. */
    source: Type.String({ minLength: 1 }),
  },
  strict,
)
export type LineageRates = Static<typeof LineageRatesSchema>

const CalibrationSchema = Type.Object(
  {
    /** P(a sample has this weakness) before anyone looked; `byCwe` beats `default`. */
    prior: Type.Object({ default: BetaSchema, byCwe: Type.Record(Type.String(), BetaSchema) }, strict),
    /** Rates of a lineage that the list below does not name. */
    unknownLineage: Type.Object({ truePositive: BetaSchema, falsePositive: BetaSchema }, strict),
    lineages: Type.Array(LineageRatesSchema),
    /**
     * Exponent on the product of the likelihood ratios; 1, or absent: lineages err independently. Below 1: they err
     * together, as fitted on decided cases.
     */
    dependence: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 1 })),
    /** Weaknesses that remain possible when nobody spoke up, per language: they lower the ceiling. */
    watched: Type.Record(Type.String(), Type.Array(Type.Integer({ minimum: 1 }))),
  },
  strict,
)
export type Calibration = Static<typeof CalibrationSchema>

export const PolicySchema = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$' }),
    version: Type.Integer({ minimum: 1 }),
    note: Type.String(),
    /** How voices become a probability: see `policies/` and docs/reward.md. */
    mode: Type.Enum(['any', 'majority', 'weighted', 'calibrated']),
    /** Engines that must have looked, by language. A language without an entry cannot be judged. */
    required: Type.Record(Type.String(), Type.Array(Type.String({ minLength: 1 }), { minItems: 1 })),
    /** Engines that look at dependencies: they are no voice about the code itself. */
    dependencyEngines: Type.Array(Type.String({ minLength: 1 })),
    /** Findings below this level are reported and count for nothing. */
    severityThreshold: Type.Enum(SEVERITIES),
    /** Rules that fire on what is no weakness by itself, such as an import: reported, counting for nothing. */
    uncountedRules: Type.Array(
      Type.Object(
        {
          tool: Type.String({ minLength: 1 }),
          rule: Type.String({ minLength: 1 }),
          why: Type.String({ minLength: 1 }),
        },
        strict,
      ),
    ),
    /** Share of the reward at stake for a certain weakness of this level. */
    severityWeights: Type.Record(Type.Enum(SEVERITIES), Share),
    /** Factor on that share by CWE; 1 where a CWE is not named. */
    cwePriorities: Type.Record(Type.String(), Share),
    /** CWEs that are one weakness under different numbers: number to family. */
    cweFamilies: Type.Record(Type.String(), Type.Integer({ minimum: 1 })),
    /** Mode `weighted`: votes of a lineage; 1 where it is not named. */
    lineageWeights: Type.Record(Type.String(), Type.Number({ minimum: 0 })),
    /** P(vulnerable) of a CWE from which the label says `static-vulnerable`. */
    labelThreshold: Share,
    /** What a part is worth while it is unmeasured. */
    ceilings: Type.Object({ withoutTests: Share, unmeasuredDependencies: Share }, strict),
    /** What remains of the reward per integrity signal; 0 refuses the sample. */
    integrity: Type.Record(Type.Enum(INTEGRITY_KINDS), Share),
    /** UTF-8 bytes; a longer sample is refused. Engines skip large files silently. */
    sizeLimitBytes: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    calibration: CalibrationSchema,
  },
  strict,
)
export type Policy = Static<typeof PolicySchema>

const validator = Compile(PolicySchema)

/** Names reserved for judges that no reward may have seen: neither engine nor pack nor lineage. */
const HELD_OUT = ['njsscan', 'nodejsscan', 'codeshield', 'sonar']

/** True where a name of an engine, pack or lineage is one of the held-out judges'. */
export const isHeldOut = (name: string): boolean =>
  HELD_OUT.some((reserved) =>
    name
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .includes(reserved),
  )

/**
 * Checks a policy document. `BAD_CONFIG` names the first field that is wrong; `NOT_ALLOWED` where it
 * uses a held-out judge: a reward that has seen the judge makes every evaluation worthless.
 */
export function parsePolicy(document: unknown, origin: string): Policy {
  if (!validator.Check(document)) {
    const [first] = validator.Errors(document)
    throw new SbrError(
      'BAD_CONFIG',
      `${origin}: ${first?.instancePath || 'policy'} ${first?.message ?? 'is not valid'}`,
      {
        next: 'Compare it with policies/default.json; docs/reward.md explains every field.',
      },
    )
  }
  const missing = INTEGRITY_KINDS.filter((kind) => document.integrity[kind] === undefined)
  if (missing.length > 0)
    throw new SbrError('BAD_CONFIG', `${origin}: /integrity says nothing about ${missing.join(', ')}`, {
      next: 'Give each integrity signal a factor from 0 to 1.',
    })
  refuseHeldOut(document, origin)
  return document
}

function refuseHeldOut(policy: Policy, origin: string): void {
  const used = [
    ...Object.values(policy.required).flat(),
    ...policy.dependencyEngines,
    ...Object.keys(policy.lineageWeights),
    ...policy.calibration.lineages.map(({ lineage }) => lineage),
  ].filter(isHeldOut)
  if (used.length > 0)
    throw new SbrError(
      'NOT_ALLOWED',
      `${origin}: ${[...new Set(used)].join(', ')} is a held-out judge and may not enter a reward`,
      {
        next: `Remove it. Reserved are the packs and lineages of ${HELD_OUT.join(', ')}.`,
      },
    )
}
