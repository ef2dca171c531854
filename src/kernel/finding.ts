import { type Static, Type } from 'typebox'
import { ConfidenceSchema, FindingKindSchema, SeveritySchema } from './words.ts'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])

/** What MITRE says of a CWE id that is not plainly allowed for mapping; `unlisted`: not in the catalogue. */
const CweMarkSchema = Type.Enum([
  'review',
  'unlisted',
  'discouraged',
  'prohibited',
  'deprecated',
  'category',
  'view',
])

export const LocationSchema = Type.Object({
  /** POSIX path relative to the scanned root; never climbs out of it. */
  path: Type.String(),
  /** 1-based. */
  startLine: Type.Integer({ minimum: 1 }),
  /** 1-based, in `unit`; null where the tool gave none. */
  startColumn: Nullable(Type.Integer({ minimum: 1 })),
  endLine: Type.Integer({ minimum: 1 }),
  /** 1-based and exclusive, in `unit`. */
  endColumn: Nullable(Type.Integer({ minimum: 1 })),
  /** Unit of the columns. */
  unit: Type.Union([
    Type.Literal('utf16'),
    Type.Literal('utf8'),
    Type.Literal('codepoint'),
    Type.Literal('unknown'),
  ]),
  /** `tool`: as the tool wrote it; `converted`: converted exactly with the source at hand; `assumed`: neither. */
  unitOrigin: Type.Union([Type.Literal('tool'), Type.Literal('converted'), Type.Literal('assumed')]),
})
export type Location = Static<typeof LocationSchema>

export const FindingSchema = Type.Object({
  schemaVersion: Type.Literal(1),
  /** Stable within one run and one report: digest of run, strongest own fingerprint and occurrence. */
  id: Type.String(),
  kind: FindingKindSchema,
  tool: Type.Object({ name: Type.String(), version: Nullable(Type.String()), format: Type.String() }),
  rule: Type.Object({
    id: Type.String(),
    name: Nullable(Type.String()),
    pack: Nullable(Type.String()),
    url: Nullable(Type.String()),
  }),
  title: Type.String(),
  message: Type.String(),
  severity: Type.Object({
    level: SeveritySchema,
    raw: Nullable(Type.String()),
    /** The field of the report that the level came from. */
    source: Nullable(Type.String()),
    /** `tool`: the tool's own word; `score`: from a number; `vector`: from a CVSS vector; `rule`: from our map; `default`: nobody said. */
    derivation: Type.Enum(['tool', 'score', 'vector', 'rule', 'default']),
    score: Type.Optional(Type.Number()),
    vector: Type.Optional(Type.String()),
  }),
  confidence: Type.Object({ level: ConfidenceSchema, raw: Nullable(Type.String()) }),
  cwe: Type.Object({
    ids: Type.Array(Type.Integer()),
    primary: Nullable(Type.Integer()),
    raw: Type.Array(Type.String()),
    /** Ids that are not plainly allowed for mapping, and why; absent where all are. */
    standing: Type.Optional(Type.Record(Type.String(), CweMarkSchema)),
  }),
  location: Nullable(LocationSchema),
  package: Nullable(
    Type.Object({
      purl: Type.String(),
      version: Nullable(Type.String()),
      fixedVersions: Type.Array(Type.String()),
      /** Manifest paths or dependency paths on which the package is reached. */
      paths: Type.Array(Type.String()),
    }),
  ),
  advisory: Nullable(Type.Object({ id: Type.String(), aliases: Type.Array(Type.String()) })),
  flow: Type.Array(Type.Object({ location: LocationSchema, message: Nullable(Type.String()) })),
  fingerprints: Type.Object({
    tool: Type.Record(Type.String(), Type.String()),
    own: Type.Record(Type.String(), Type.String()),
  }),
  suppressions: Type.Array(
    Type.Object({
      kind: Type.String(),
      status: Nullable(Type.String()),
      justification: Nullable(Type.String()),
    }),
  ),
  /** A change the tool itself proposes: replacement text for the location. Evidence, never applied by itself. */
  fix: Type.Optional(Type.String()),
  /** Id of the scan run that it belongs to. */
  run: Type.String(),
  raw: Type.Object({ sha256: Nullable(Type.String()), pointer: Type.String() }),
})
export type Finding = Static<typeof FindingSchema>
