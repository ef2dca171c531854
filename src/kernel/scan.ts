import { type Static, Type } from 'typebox'
import type { Finding } from './finding.ts'
import type { Language } from './words.ts'
import { RunStatusSchema, TargetStatusSchema } from './words.ts'

/** Something a scanner or a reader has to say beside its findings. */
export const DiagnosticSchema = Type.Object({
  level: Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('note')]),
  /** Machine-readable reason, kebab-case: `parse-error`, `timeout`, `not-installed`, `truncated`, … */
  code: Type.String(),
  message: Type.String(),
  /** The report or target that it is about. */
  path: Type.Optional(Type.String()),
  /** Byte offset or JSON pointer within that file. */
  position: Type.Optional(Type.String()),
})
export type Diagnostic = Static<typeof DiagnosticSchema>

/** A set of rules at one content. Engines whose packs share a lineage are one voice. */
export const RulePackSchema = Type.Object({
  name: Type.String(),
  lineage: Type.String(),
  /** SHA-256 over the pack's content. */
  sha256: Type.String(),
  /** Reserved as a judge: the code refuses a policy that uses it. */
  heldOut: Type.Boolean(),
})
export type RulePack = Static<typeof RulePackSchema>

export const TargetResultSchema = Type.Object({
  path: Type.String(),
  status: TargetStatusSchema,
  /** Why it was not scanned; absent when it was. */
  reason: Type.Optional(Type.String()),
})
export type TargetResult = Static<typeof TargetResultSchema>

/** One engine over a set of targets. A finding count of zero says nothing without `status`. */
export const ScanRunSchema = Type.Object({
  /** Digest of tool, version, packs and targets' content: the same scan has the same id. */
  id: Type.String(),
  tool: Type.Object({ name: Type.String(), version: Type.Union([Type.String(), Type.Null()]) }),
  packs: Type.Array(RulePackSchema),
  status: RunStatusSchema,
  targets: Type.Array(TargetResultSchema),
  diagnostics: Type.Array(DiagnosticSchema),
})
export type ScanRun = Static<typeof ScanRunSchema>

/** The findings of several engines that are one weakness. */
export const IssueSchema = Type.Object({
  id: Type.String(),
  findings: Type.Array(Type.String()),
  /** Engines that see it, sorted. */
  engines: Type.Array(Type.String()),
  /** Lineages that see it, sorted: the independent voices. */
  lineages: Type.Array(Type.String()),
  path: Type.Union([Type.String(), Type.Null()]),
  startLine: Type.Union([Type.Integer(), Type.Null()]),
  cwe: Type.Union([Type.Integer(), Type.Null()]),
  severity: Type.String(),
  title: Type.String(),
  /** Why each pair of findings was merged; `override` is the id of the ruling where a person merged it. */
  reasons: Type.Array(
    Type.Object({
      a: Type.String(),
      b: Type.String(),
      reason: Type.String(),
      override: Type.Optional(Type.String()),
    }),
  ),
  /** Other issues worth seeing beside it: `a` is a finding of this issue, `b` one of `issue`. Absent in scans stored before links were. */
  links: Type.Optional(
    Type.Array(
      Type.Object({ issue: Type.String(), a: Type.String(), b: Type.String(), reason: Type.String() }),
    ),
  ),
})
export type Issue = Static<typeof IssueSchema>

/** What `sbr scan --json` prints. */
export interface ScanReport {
  runs: ScanRun[]
  findings: Finding[]
  issues: Issue[]
}

/** A file to be scanned. `path` is relative to the request's root, POSIX, normalised. */
export interface Target {
  path: string
  language: Language | null
  bytes: number
}
