/** Tables of a dump in an order in which rows can be inserted: what is referred to comes first. */
export const DUMP_TABLES = [
  'organisation',
  'repository',
  'snapshot',
  'scan_run',
  'scan_target',
  'finding',
  'scan',
  'issue',
  'issue_finding',
  'code_context',
  'finding_context',
  'embedding',
  'remediation',
  'remediation_finding',
  'decision',
  'issue_override',
  'sample_judgement',
  'dataset',
  'dataset_item',
  'gate_verdict',
  'model',
  'evaluation',
  'generation_outcome',
  'captured_generation',
  'reward_policy',
  'policy_proposal',
  'approval',
  'promotion',
  'audit_record',
  'audit_checkpoint',
] as const

/** First line of a dump. */
export interface DumpHeader {
  format: 'sbr-corpus'
  version: 1
  organisation: string
  /** Migration that the rows belong to. */
  migration: number
}

/** Last line of a dump: a file without it was cut off. */
export interface DumpTrailer {
  end: true
  rows: number
  /** SHA-256 over all lines before this one, line ends included. */
  sha256: string
}
