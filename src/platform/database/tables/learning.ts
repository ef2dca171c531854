import type { Generated } from 'kysely'
import type {
  DatasetItem,
  DatasetManifest,
  EvaluationReport,
  GateVerdict,
  GenerationOutcome,
  Label,
  RewardDocument,
} from '../../../kernel/index.ts'
import type { Envelope } from '../../signing/index.ts'
import type { Json, SetByDatabase } from './scans.ts'

/** Tables of `sql/0003_learning.sql`. */
export interface LearningTables {
  sample_judgement: {
    organisation: string
    sample: string
    policy: string
    reward: number | null
    valid: boolean
    label: Label
    document: Json<RewardDocument>
    created_at: SetByDatabase
  }
  dataset: {
    organisation: string
    dataset: string
    status: 'candidate' | 'released'
    manifest: Json<DatasetManifest>
    envelope: Json<Envelope>
    erased: Generated<string[]>
    created_at: SetByDatabase
    released_at: Date | null
  }
  dataset_item: {
    organisation: string
    dataset: string
    item: string
    kind: 'remediation' | 'task'
    language: string
    cwe: number | null
    split: 'train' | 'validation'
    origins: string[]
    document: Json<DatasetItem> | null
  }
  gate_verdict: {
    organisation: string
    verdict: string
    dataset: string
    profile: string
    passed: boolean
    document: Json<GateVerdict>
    envelope: Json<Envelope>
    created_at: SetByDatabase
  }
  model: {
    organisation: string
    model: string
    kind: 'base' | 'adapter'
    base: string | null
    dataset: string | null
    path: string
    author: string
    parameters: Json<Record<string, unknown>>
    envelope: Json<Envelope>
    erased: Generated<string[]>
    created_at: SetByDatabase
  }
  evaluation: {
    organisation: string
    evaluation: string
    model: string
    report: Json<EvaluationReport>
    created_at: SetByDatabase
  }
  generation_outcome: {
    organisation: string
    evaluation: string
    arm: string
    task: string
    index: number
    document: Json<GenerationOutcome>
    created_at: SetByDatabase
  }
  captured_generation: {
    organisation: string
    generation: string
    model: string
    prompt: string | null
    text: string | null
    finish_reason: string
    prompt_tokens: number
    completion_tokens: number
    scanned_as: string | null
    created_at: Date | string
    erased_at: Date | null
  }
}
