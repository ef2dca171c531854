import type { ColumnType, Generated } from 'kysely'
import type { Envelope } from '../../signing/index.ts'
import type { Json, SetByDatabase } from './scans.ts'

/** 64-bit numbers come as text from the driver. */
type Sequence = ColumnType<string, number | string, never>

/** Tables of `sql/0004_access.sql`, `sql/0005_stage_progress.sql`, `sql/0008_reward_serving.sql` and `sql/0010_policies.sql`. */
export interface AccessTables {
  approval: {
    organisation: string
    subject_kind: 'dataset' | 'model' | 'policy'
    subject: string
    approver: string
    role: 'security-reviewer' | 'ml-engineer'
    author: string
    reason: string
    envelope: Json<Envelope>
    created_at: SetByDatabase
  }
  promotion: {
    organisation: string
    sequence: Sequence
    kind: 'promote' | 'rollback'
    model: string | null
    evaluation: string | null
    actor: string
    reason: string
    envelope: Json<Envelope>
    created_at: SetByDatabase
  }
  reward_policy: {
    organisation: string
    hash: string
    policy: Json<Record<string, unknown>>
    identity: Json<Record<string, unknown>>
    created_at: SetByDatabase
  }
  policy_proposal: {
    organisation: string
    policy: string
    name: string
    version: number
    author: string
    reason: string
    document: Json<Record<string, unknown>>
    created_at: SetByDatabase
  }
  audit_record: {
    organisation: string
    sequence: Sequence
    at: string
    actor: string
    action: string
    subject: string
    facts: Json<Record<string, string | number | boolean | null>>
    previous: string
    hash: string
  }
  audit_checkpoint: { organisation: string; sequence: Sequence; envelope: Json<Envelope> }
  api_key: {
    organisation: string
    key: string
    hash: string
    identity: string
    roles: string[]
    scopes: Generated<string[]>
    limits: Json<{ samplesPerMinute?: number | null; concurrentSamples?: number | null }>
    created_at: SetByDatabase
    expires_at: Date
    revoked_at: Date | null
  }
  idempotent_request: {
    organisation: string
    caller: string
    key: string
    request: string
    answer: string | null
    created_at: SetByDatabase
  }
  stage_progress: {
    workflow: string
    stage: string
    status: 'running' | 'done' | 'failed' | 'cancelled'
    step: string
    done: ColumnType<string, number, number>
    total: ColumnType<string, number, number>
    unit: string
    error: string | null
    started_at: SetByDatabase
    updated_at: SetByDatabase
  }
}
