import { type Static, Type } from 'typebox'
import { ConfidenceSchema, FindingKindSchema, SeveritySchema } from './words.ts'

// Descriptions are what readers of the published schema (schemas/) have: they stand in for comments here.

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T, description?: string) =>
  Type.Union([schema, Type.Null()], description === undefined ? {} : { description })

const CweMarkSchema = Type.Enum(
  ['review', 'unlisted', 'discouraged', 'prohibited', 'deprecated', 'category', 'view'],
  {
    description:
      "MITRE's mapping usage (review, discouraged, prohibited), or what the id is instead of a weakness in force (deprecated, category, view); unlisted: not in the catalogue.",
  },
)

export const LocationSchema = Type.Object(
  {
    path: Type.String({
      description: 'POSIX path relative to the scanned root; it never climbs out of it.',
    }),
    startLine: Type.Integer({ minimum: 1, description: '1-based.' }),
    startColumn: Nullable(Type.Integer({ minimum: 1 }), '1-based, in `unit`; null where the tool gave none.'),
    endLine: Type.Integer({ minimum: 1, description: '1-based, inclusive.' }),
    endColumn: Nullable(Type.Integer({ minimum: 1 }), '1-based and exclusive, in `unit`.'),
    unit: Type.Union(
      [Type.Literal('utf16'), Type.Literal('utf8'), Type.Literal('codepoint'), Type.Literal('unknown')],
      { description: 'What columns count.' },
    ),
    unitOrigin: Type.Union([Type.Literal('tool'), Type.Literal('converted'), Type.Literal('assumed')], {
      description:
        'tool: columns as the tool wrote them; converted: converted exactly, with the source at hand; assumed: neither.',
    }),
  },
  { description: 'A region of a file.' },
)
export type Location = Static<typeof LocationSchema>

export const FindingSchema = Type.Object(
  {
    schemaVersion: Type.Literal(1),
    id: Type.String({
      description:
        'Stable within one run and one report: digest of run, strongest own fingerprint and occurrence.',
    }),
    kind: FindingKindSchema,
    tool: Type.Object(
      {
        name: Type.String(),
        version: Nullable(Type.String()),
        format: Type.String({ description: 'Format of the report: json, sarif, jsonl, xml, csv.' }),
      },
      { description: 'The scanner, by its name in sbr.' },
    ),
    rule: Type.Object({
      id: Type.String({ description: 'As the tool names it.' }),
      name: Nullable(Type.String()),
      pack: Nullable(Type.String(), 'Rule pack that it belongs to, where known.'),
      url: Nullable(Type.String(), 'Only http and https.'),
    }),
    title: Type.String({ description: 'One line for people.' }),
    message: Type.String({
      description: 'What the tool says, without secrets, control characters and terminal escapes.',
    }),
    severity: Type.Object(
      {
        level: SeveritySchema,
        raw: Nullable(Type.String(), "The tool's own word or number."),
        source: Nullable(Type.String(), 'The field of the report that the level came from.'),
        derivation: Type.Enum(['tool', 'score', 'vector', 'rule', 'default'], {
          description:
            "tool: the tool's own word; score: from a number; vector: from a CVSS vector; rule: from our map; default: nobody said.",
        }),
        score: Type.Optional(Type.Number({ description: 'CVSS base score, 0 to 10.' })),
        vector: Type.Optional(Type.String({ description: 'CVSS vector.' })),
      },
      { description: 'How bad it would be. unknown is not info: it means that nobody said.' },
    ),
    confidence: Type.Object(
      { level: ConfidenceSchema, raw: Nullable(Type.String()) },
      { description: 'How sure the tool is; never guessed from severity.' },
    ),
    cwe: Type.Object({
      ids: Type.Array(Type.Integer(), { description: 'All CWE ids of the report, in its order.' }),
      primary: Nullable(
        Type.Integer(),
        'The most specific one that MITRE allows for mapping; null where there is none.',
      ),
      raw: Type.Array(Type.String(), { description: 'As the report wrote them.' }),
      standing: Type.Optional(
        Type.Record(Type.String(), CweMarkSchema, {
          description: 'Ids that are not plainly allowed for mapping, and why; absent where all are.',
        }),
      ),
    }),
    location: Nullable(LocationSchema, 'null where the report names no file within the scanned root.'),
    package: Nullable(
      Type.Object({
        purl: Type.String({ description: 'Package URL.' }),
        version: Nullable(Type.String()),
        fixedVersions: Type.Array(Type.String()),
        paths: Type.Array(Type.String(), {
          description: 'Manifest paths or dependency paths on which the package is reached.',
        }),
      }),
      'The vulnerable package; null for findings in code.',
    ),
    advisory: Nullable(
      Type.Object({ id: Type.String(), aliases: Type.Array(Type.String()) }),
      'The published advisory; null for findings in code.',
    ),
    flow: Type.Array(Type.Object({ location: LocationSchema, message: Nullable(Type.String()) }), {
      description: 'Steps of a data flow, source to sink.',
    }),
    fingerprints: Type.Object({
      tool: Type.Record(Type.String(), Type.String(), {
        description: "The tool's own, without those that identify nothing.",
      }),
      own: Type.Record(Type.String(), Type.String(), {
        description:
          'By scheme, such as sast/exact/v1: no severity, message, line number or tool version is in them, but for position/v1.',
      }),
    }),
    suppressions: Type.Array(
      Type.Object({
        kind: Type.String({ description: 'inSource, external, or a word of the tool.' }),
        status: Nullable(Type.String(), 'underReview and rejected do not suppress.'),
        justification: Nullable(Type.String()),
      }),
      { description: 'Evidence that somebody wants it hidden; never a verdict that it is false.' },
    ),
    fix: Type.Optional(
      Type.String({
        description:
          'A change the tool itself proposes: replacement text for the location. Evidence, never applied by itself.',
      }),
    ),
    run: Type.String({ description: 'Id of the scan run that it belongs to.' }),
    raw: Type.Object(
      {
        sha256: Nullable(Type.String(), 'Of the whole report.'),
        pointer: Type.String({ description: 'JSON pointer, or line:<n>, within it.' }),
      },
      { description: 'Where in the report it stands.' },
    ),
  },
  { description: 'One normalised result of one scanner. Fields may be added; these stay.' },
)
export type Finding = Static<typeof FindingSchema>
