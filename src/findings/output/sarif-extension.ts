import { type Static, Type } from 'typebox'
import {
  DiagnosticSchema,
  type Finding,
  FindingSchema,
  type Location,
  LocationSchema,
  RulePackSchema,
  RunStatusSchema,
  type ScanRun,
  TargetResultSchema,
} from '../../kernel/index.ts'
import { isAbsolutePath } from '../location/report-path.ts'
import type { KnownRule } from './sarif-rules.ts'

/**
 * What of our findings and runs SARIF has no word for, kept in property bags named `sbr`, so that a log
 * that was written here reads back to the same findings and the same completeness. Other tools pass
 * property bags over.
 */

const { properties: finding } = FindingSchema

/** Tool of a run's findings, written before them. */
export type ToolWords = Finding['tool']

/** At the head of a run: `runs[].properties.sbr`. */
export const RunHeadSchema = Type.Object({
  schemaVersion: Type.Literal(1),
  /** Id of the scan run. */
  run: Type.String(),
  tool: finding.tool,
})

export type RunHead = Static<typeof RunHeadSchema>

/** At its end, when it is known how it went: `runs[].invocations[0].properties.sbr`. */
export const RunTailSchema = Type.Object({
  status: RunStatusSchema,
  packs: Type.Array(RulePackSchema),
  /** Targets that were not scanned; those that were are among the run's artifacts. */
  targets: Type.Array(TargetResultSchema),
  diagnostics: Type.Array(DiagnosticSchema),
})
export type RunTail = Static<typeof RunTailSchema>

/** Columns in a unit other than the run's, and where the unit came from. */
const PlaceSchema = Type.Partial(
  Type.Pick(LocationSchema, ['startColumn', 'endColumn', 'unit', 'unitOrigin']),
)
export type Place = Static<typeof PlaceSchema>

/** Of a result: `results[].properties.sbr`. What is left out is what the result says itself. */
export const ResidueSchema = Type.Object({
  id: finding.id,
  kind: finding.kind,
  severity: finding.severity,
  confidence: finding.confidence,
  cwe: finding.cwe,
  /** null: the report names no place; absent: UTF-16 columns as the tool wrote them. */
  place: Type.Optional(Type.Union([PlaceSchema, Type.Null()])),
  /** Where they differ from the rule's descriptor. */
  rule: Type.Optional(finding.rule),
  title: Type.Optional(finding.title),
  /** Where it is empty, which SARIF's is not. */
  message: Type.Optional(finding.message),
  /** Where it differs from the run's. */
  tool: Type.Optional(finding.tool),
  package: Type.Optional(finding.package),
  advisory: Type.Optional(finding.advisory),
  /** Places of a flow's steps, as `place`; absent where all are plain. */
  flow: Type.Optional(Type.Array(Type.Union([PlaceSchema, Type.Null()]))),
  suppressions: Type.Optional(finding.suppressions),
  /** Where there is no place to put it. */
  fix: Type.Optional(Type.String()),
  raw: finding.raw,
})
export type Residue = Static<typeof ResidueSchema>

/** What of a finding its SARIF result does not say. */
export function describeResidue(one: Finding, rule: KnownRule | undefined, tool: ToolWords): Residue {
  const known = rule?.descriptor
  const sameRule =
    known !== undefined &&
    (known.name ?? null) === one.rule.name &&
    (known.helpUri ?? null) === one.rule.url &&
    (known.properties.pack ?? null) === one.rule.pack
  const sameTool =
    tool.name === one.tool.name && tool.version === one.tool.version && tool.format === one.tool.format
  return {
    id: one.id,
    kind: one.kind,
    severity: one.severity,
    confidence: one.confidence,
    cwe: one.cwe,
    ...(one.location === null
      ? { place: null }
      : isPlain(one.location)
        ? {}
        : { place: placeOf(one.location) }),
    ...(sameRule ? {} : { rule: one.rule }),
    ...(known?.shortDescription.text === one.title ? {} : { title: one.title }),
    ...(one.message === '' ? { message: '' } : {}),
    ...(sameTool ? {} : { tool: one.tool }),
    ...(one.package === null ? {} : { package: one.package }),
    ...(one.advisory === null ? {} : { advisory: one.advisory }),
    ...(one.flow.every((step) => isPlain(step.location))
      ? {}
      : { flow: one.flow.map(({ location }) => (isPlain(location) ? null : placeOf(location))) }),
    ...(one.suppressions.length === 0 ? {} : { suppressions: one.suppressions }),
    ...(one.fix !== undefined && one.location === null ? { fix: one.fix } : {}),
    raw: one.raw,
  }
}

const isPlain = ({ unit, unitOrigin }: Location): boolean => unit === 'utf16' && unitOrigin === 'tool'

const placeOf = ({ startColumn, endColumn, unit, unitOrigin }: Location) =>
  unit === 'utf16' ? { unit, unitOrigin } : { startColumn, endColumn, unit, unitOrigin }

/** What of a run its SARIF form does not say. */
export const describeTail = ({ status, packs, targets, diagnostics }: ScanRun): RunTail => ({
  status,
  packs,
  targets: targets.filter((target) => target.status !== 'scanned'),
  diagnostics: diagnostics.map(({ path, ...rest }) => ({
    ...rest,
    // A report is named as it was on the command line; the folder of this machine stays here.
    ...(path === undefined ? {} : { path: isAbsolutePath(path) ? (path.split(/[\\/]/).at(-1) ?? '') : path }),
  })),
})
