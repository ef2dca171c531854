import { type Static, Type } from 'typebox'

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()])

const MessageSchema = Type.Object({
  role: Type.Union([Type.Literal('system'), Type.Literal('user'), Type.Literal('assistant')]),
  content: Type.String(),
})
export type ChatMessage = Static<typeof MessageSchema>

/** One training example with everything that says where it came from. */
export const DatasetItemSchema = Type.Object({
  /** Digest of messages: the same example is the same item. */
  id: Type.String(),
  kind: Type.Union([Type.Literal('remediation'), Type.Literal('task')]),
  language: Type.String(),
  cwe: Nullable(Type.Integer()),
  /** Package name or task template: no group stands in two splits. */
  group: Type.String(),
  split: Type.Union([Type.Literal('train'), Type.Literal('validation')]),
  messages: Type.Array(MessageSchema),
  /** Findings, decisions, remediations or tasks it was made from, as `<kind>:<id>`. */
  origins: Type.Array(Type.String()),
})
export type DatasetItem = Static<typeof DatasetItemSchema>

/** A candidate or released dataset: a manifest over items, identified by its content. */
export const DatasetManifestSchema = Type.Object({
  /** Digest over the sorted item ids and the builder's version. */
  id: Type.String(),
  status: Type.Union([Type.Literal('candidate'), Type.Literal('released')]),
  createdAt: Type.String(),
  items: Type.Integer(),
  byKind: Type.Record(Type.String(), Type.Integer()),
  byLanguage: Type.Record(Type.String(), Type.Integer()),
  byCwe: Type.Record(Type.String(), Type.Integer()),
  /** Deciders by kind over all origins: how much of it a person looked at. */
  decisionsBy: Type.Record(Type.String(), Type.Integer()),
})
export type DatasetManifest = Static<typeof DatasetManifestSchema>

/** One rule of the gate on one dataset. A rule without anything to check does not pass. */
export const GateRuleResultSchema = Type.Object({
  rule: Type.String(),
  value: Nullable(Type.Number()),
  bar: Type.Number(),
  passed: Type.Boolean(),
  /** How the value was measured and over how many items. */
  how: Type.String(),
})
export type GateRuleResult = Static<typeof GateRuleResultSchema>

export const GateVerdictSchema = Type.Object({
  passed: Type.Boolean(),
  rules: Type.Array(GateRuleResultSchema),
  dataset: Type.String(),
  profile: Type.String(),
})
export type GateVerdict = Static<typeof GateVerdictSchema>
