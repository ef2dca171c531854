import { type Static, Type } from 'typebox'
import type { Finding } from './finding.ts'
import type { Language } from './words.ts'
import { RunStatusSchema, TargetStatusSchema } from './words.ts'

// Descriptions are what readers of the published schemas (schemas/) have: they stand in for comments here.

export const DiagnosticSchema = Type.Object(
  {
    level: Type.Union([Type.Literal('error'), Type.Literal('warning'), Type.Literal('note')]),
    code: Type.String({
      description: 'Machine-readable reason: parse-error, timeout, not-installed, truncated, …',
    }),
    message: Type.String(),
    path: Type.Optional(Type.String({ description: 'The report or target that it is about.' })),
    position: Type.Optional(
      Type.String({ description: 'Byte offset, JSON pointer or line:<n> within that file.' }),
    ),
  },
  { description: 'Something a scanner or a reader has to say beside its findings.' },
)
export type Diagnostic = Static<typeof DiagnosticSchema>

export const RulePackSchema = Type.Object(
  {
    name: Type.String(),
    lineage: Type.String({
      description: 'Where its rules descend from. Engines whose packs share a lineage are one voice.',
    }),
    sha256: Type.String({ description: "Over the pack's content." }),
    heldOut: Type.Boolean({
      description: 'Reserved as a judge: a policy that uses it is refused.',
    }),
  },
  { description: 'A set of rules at one content.' },
)
export type RulePack = Static<typeof RulePackSchema>

export const TargetResultSchema = Type.Object({
  path: Type.String({ description: 'POSIX path relative to the scanned root.' }),
  status: TargetStatusSchema,
  reason: Type.Optional(Type.String({ description: 'Why it was not scanned; absent when it was.' })),
})
export type TargetResult = Static<typeof TargetResultSchema>

export const ScanRunSchema = Type.Object(
  {
    id: Type.String({
      description: "Digest of tool, version, packs and targets' content: the same scan has the same id.",
    }),
    tool: Type.Object({ name: Type.String(), version: Type.Union([Type.String(), Type.Null()]) }),
    packs: Type.Array(RulePackSchema),
    status: RunStatusSchema,
    targets: Type.Array(TargetResultSchema, {
      description: 'Only a target with status scanned can be clean. Empty where the report names none.',
    }),
    diagnostics: Type.Array(DiagnosticSchema),
  },
  {
    description:
      'One scanner over a set of targets. A finding count of zero says nothing without its status.',
  },
)
export type ScanRun = Static<typeof ScanRunSchema>

export const IssueSchema = Type.Object(
  {
    id: Type.String(),
    findings: Type.Array(Type.String(), { description: 'Ids of its findings.' }),
    engines: Type.Array(Type.String(), { description: 'Engines that see it, sorted.' }),
    lineages: Type.Array(Type.String(), {
      description: 'Lineages that see it, sorted: the independent voices.',
    }),
    path: Type.Union([Type.String(), Type.Null()]),
    startLine: Type.Union([Type.Integer(), Type.Null()]),
    cwe: Type.Union([Type.Integer(), Type.Null()]),
    severity: Type.String({ description: 'Highest severity level of its findings.' }),
    title: Type.String(),
    reasons: Type.Array(
      Type.Object({
        a: Type.String(),
        b: Type.String(),
        reason: Type.String(),
        override: Type.Optional(
          Type.String({ description: 'Id of the ruling, where a person merged them.' }),
        ),
      }),
      { description: 'Why each pair of findings was merged.' },
    ),
    links: Type.Optional(
      Type.Array(
        Type.Object({ issue: Type.String(), a: Type.String(), b: Type.String(), reason: Type.String() }),
        {
          description:
            'Other issues worth seeing beside it: `a` is a finding of this issue, `b` one of `issue`. Absent in scans stored before links were.',
        },
      ),
    ),
  },
  { description: 'The findings of several engines that are one weakness.' },
)
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
