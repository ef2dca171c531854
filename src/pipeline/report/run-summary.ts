import type { EvaluationReport, GateVerdict, Label } from '../../kernel/index.ts'

/** One engine over everything that was scanned in this run. */
export interface EngineSummary {
  name: string
  version: string | null
  packs: { name: string; lineage: string; sha256: string }[]
  status: Record<string, number>
  targets: Record<string, number>
  findings: { vulnerable: number; fixed: number }
}

/** Two engines on one CWE: issues that both see, and that only one sees. */
export interface Disagreement {
  a: string
  b: string
  cwe: number
  both: number
  onlyA: number
  onlyB: number
}

export interface PackageSummary {
  ecosystem: string
  name: string
  vulnerableVersion: string
  fixedVersion: string
  advisory: string
  cwe: number[]
  status: 'scanned' | 'failed'
  reason: string | null
  findings: { vulnerable: number; fixed: number }
  remediations: number
}

/** How many findings survived each condition of a remediation. */
export interface RemediationYield {
  findings: number
  cweFits: number
  inChangedFunction: number
  vanished: number
  remediations: number
}

export interface StageTiming {
  stage: string
  seconds: number
  /** The stored result was taken: its input had not changed. */
  reused: boolean
}

/** Everything the report and the terminal summary show. What did not happen is null, and is shown as such. */
export interface RunSummary {
  title: string
  version: string
  startedAt: string
  /** `null`: one's own repository, where no advisory is the evidence. */
  packages: PackageSummary[] | null
  scanned: { snapshots: number; files: number; notScanned: number }
  engines: EngineSummary[]
  issues: { total: number; bySeverity: Record<string, number>; byVoices: Record<string, number> }
  topIssues: {
    title: string
    cwe: number | null
    severity: string
    engines: string[]
    path: string
    line: number | null
    snapshot: string
  }[]
  disagreements: Disagreement[]
  dependencies: { checked: number; vulnerable: number; unknown: number }
  rewards: { label: Label; group: string; reward: number | null }[]
  yield: RemediationYield | null
  decisions: Record<string, number>
  dataset: {
    id: string
    items: number
    byKind: Record<string, number>
    byCwe: Record<string, number>
    /** What was left out, by reason. */
    dropped: Record<string, number>
  } | null
  gate: { verdict: GateVerdict; real: GateVerdict } | null
  training: {
    items: number
    steps: number
    seconds: number
    peakRssBytes: number
    lossBefore: number | null
    lossAfter: number | null
    adapter: string
    torchIndex: string
  } | null
  evaluation: EvaluationReport | null
  promotion: { model: string; approvals: string[]; note: string } | null
  served: {
    prompt: string
    text: string
    model: string
    label: string
    reward: number | null
    reason: string
    findings: number
  } | null
  corpus: Record<string, number>
  timings: StageTiming[]
  peakRssBytes: number | null
  nextCommands: string[]
}
