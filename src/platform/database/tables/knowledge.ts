import type { DeciderKind, DecisionVerdict, RemediationState } from '../../../kernel/index.ts'
import type { Json, SetByDatabase } from './scans.ts'

/** Tables of `sql/0002_knowledge.sql`. */
export interface KnowledgeTables {
  code_context: {
    organisation: string
    context: string
    language: string | null
    symbol: string | null
    code: string | null
    redactions: Json<Record<string, number>>
    created_at: SetByDatabase
    erased_at: Date | null
  }
  finding_context: {
    organisation: string
    repository: string
    snapshot: string
    finding: string
    context: string
    start_line: number
    end_line: number
  }
  embedding: { organisation: string; context: string; model: string; embedding: string }
  remediation: {
    organisation: string
    repository: string
    remediation: string
    state: RemediationState
    from_snapshot: string
    to_snapshot: string
    advisory: string | null
    cwe: number | null
    language: string
    path: string
    symbol: string | null
    before_context: string
    after_context: string
    engines: string[]
    facts: Json<Record<string, unknown>>
    created_at: SetByDatabase
  }
  remediation_finding: {
    organisation: string
    repository: string
    remediation: string
    snapshot: string
    finding: string
  }
  decision: {
    organisation: string
    repository: string
    decision: string
    snapshot: string
    finding: string
    verdict: DecisionVerdict
    decider_kind: DeciderKind
    decider: string
    reason: string
    evidence: Json<Record<string, unknown>>
    decided_at: SetByDatabase
  }
  /** `sql/0009_issue_override.sql`. */
  issue_override: {
    organisation: string
    repository: string
    override: string
    sequence: number
    action: 'split' | 'merge' | 'undo'
    keys: string[]
    split_from: string[]
    undoes: string | null
    across_kinds: boolean
    decided_by: string
    reason: string
    decided_at: SetByDatabase
  }
}
