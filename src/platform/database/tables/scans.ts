import type { ColumnType, Generated } from 'kysely'
import type {
  Diagnostic,
  Finding,
  FindingKind,
  Issue,
  RulePack,
  RunStatus,
  TargetStatus,
} from '../../../kernel/index.ts'

/** A JSON column: an object when read, its text when written (pg would write arrays as SQL arrays). */
export type Json<T> = ColumnType<T, string, string>
/** A time that the database sets. */
export type SetByDatabase = ColumnType<Date, Date | string | undefined, Date | string>

interface OfRepository {
  organisation: string
  repository: string
}
interface OfSnapshot extends OfRepository {
  snapshot: string
}

export type RepositoryKind = 'package' | 'git' | 'folder' | 'generated' | 'report'

/** Tables of `sql/0001_scans.sql`. */
export interface ScanTables {
  organisation: { organisation: string; created_at: SetByDatabase }
  repository: OfRepository & { kind: RepositoryKind; created_at: SetByDatabase }
  snapshot: OfSnapshot & { facts: Json<Record<string, unknown>>; created_at: SetByDatabase }
  scan_run: OfSnapshot & {
    run: string
    tool: string
    tool_version: string | null
    status: RunStatus
    packs: Json<RulePack[]>
    diagnostics: Json<Diagnostic[]>
    created_at: SetByDatabase
  }
  scan_target: OfSnapshot & { run: string; path: string; status: TargetStatus; reason: string | null }
  finding: OfSnapshot & {
    finding: string
    run: string
    kind: FindingKind
    tool: string
    rule: string
    pack: string | null
    cwe: number | null
    severity: string
    path: string | null
    start_line: number | null
    end_line: number | null
    fingerprint: string | null
    document: Json<Finding>
    created_at: SetByDatabase
  }
  scan: OfSnapshot & { scan: string; runs: string[]; stored_at: SetByDatabase }
  issue: OfSnapshot & {
    scan: string
    issue: string
    cwe: number | null
    severity: string
    path: string | null
    start_line: number | null
    title: string
    engines: string[]
    lineages: string[]
    document: Json<Issue>
  }
  issue_finding: OfSnapshot & { scan: string; issue: string; finding: string }
  migration: { version: number; name: string; sha256: string; applied_at: Generated<Date> }
}
