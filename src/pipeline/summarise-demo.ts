import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DemonstrationAdvisory } from '../collect/index.ts'
import type { EvaluationReport } from '../kernel/index.ts'
import { PROJECT_ROOT, TOOLS_DIR } from '../platform/index.ts'
import type { PackageSummary, RunSummary } from './report/index.ts'
import type { CollectOutcome } from './stages/collect-stage.ts'
import type { DatasetOutcome } from './stages/dataset-stage.ts'
import type { DependencyScan } from './stages/dependency-stage.ts'
import type { JudgeOutcome } from './stages/judge-stage.ts'
import type { PromoteOutcome } from './stages/promote-stage.ts'
import { type PackageScan, snapshotOf } from './stages/scan-stage.ts'
import type { ServeOutcome } from './stages/serve-stage.ts'
import type { TrainOutcome } from './stages/train-stage.ts'
import { addCounts, mergeDisagreements, mergeEngines, type ScanCounts } from './summarise-scan.ts'
import type { Workspace } from './workspace.ts'

/** What only a released dataset leads to. */
export interface Learnt {
  trained: TrainOutcome
  evaluation: EvaluationReport
  promotion: PromoteOutcome
  served: ServeOutcome
}

export interface DemoFacts {
  startedAt: string
  list: readonly DemonstrationAdvisory[]
  outcomes: readonly CollectOutcome[]
  scans: readonly PackageScan[]
  dependencies: DependencyScan
  judged: JudgeOutcome
  dataset: DatasetOutcome
  learnt: Learnt | null
  peakRssBytes: number | null
}

const TOP_ISSUES = 15
const TOP_DISAGREEMENTS = 12

/** Puts the stages' results together as the report shows them. */
export async function summariseDemo(workspace: Workspace, facts: DemoFacts): Promise<RunSummary> {
  const { scans, dataset, learnt } = facts
  const sides = [
    ...scans.flatMap((scan) => [
      { side: 'vulnerable' as const, counts: scan.vulnerable },
      { side: 'fixed' as const, counts: scan.fixed },
    ]),
    { side: 'vulnerable' as const, counts: facts.dependencies.vulnerable },
    { side: 'fixed' as const, counts: facts.dependencies.fixed },
  ]
  const stats = await workspace.corpus.stats()
  return {
    title: 'The whole loop on real packages',
    version: await productVersion(),
    startedAt: facts.startedAt,
    packages: facts.list.map((advisory) => toPackage(advisory, facts)),
    scanned: {
      snapshots: sides.length,
      files: sum(sides, (side) => side.counts.files),
      notScanned: sum(sides, (side) => side.counts.notScanned),
    },
    engines: mergeEngines(sides),
    issues: mergeIssues(sides.filter((side) => side.side === 'vulnerable').map((side) => side.counts)),
    topIssues: topIssues(facts),
    disagreements: mergeDisagreements(
      scans.flatMap((scan) => [scan.vulnerable.disagreements]),
      TOP_DISAGREEMENTS,
    ),
    dependencies: {
      checked: facts.dependencies.checked,
      vulnerable: facts.dependencies.vulnerable.issues.total,
      unknown: facts.dependencies.vulnerable.notScanned,
    },
    rewards: facts.judged.rewards.map(({ label, group, reward }) => ({ label, group, reward })),
    yield: {
      findings: sum(scans, (scan) => scan.yield.findings),
      cweFits: sum(scans, (scan) => scan.yield.fitting),
      inChangedFunction: sum(scans, (scan) => scan.yield.inChangedFunctions),
      vanished: sum(scans, (scan) => scan.yield.vanished),
      remediations: sum(scans, (scan) => scan.remediations),
    },
    decisions: stats.decisions.byKind,
    dataset: {
      id: dataset.manifest.id,
      items: dataset.manifest.items,
      byKind: dataset.manifest.byKind,
      byCwe: dataset.manifest.byCwe,
      dropped: dataset.dropped,
    },
    gate: { verdict: dataset.verdict, real: dataset.real },
    training: learnt && {
      items: learnt.trained.items,
      steps: learnt.trained.metrics.steps,
      seconds: learnt.trained.seconds,
      peakRssBytes: learnt.trained.peakRssBytes,
      lossBefore: learnt.trained.metrics.validationLossBefore,
      lossAfter: learnt.trained.metrics.validationLossAfter,
      adapter: learnt.trained.model,
      torchIndex: await torchIndex(),
    },
    evaluation: learnt?.evaluation ?? null,
    promotion: learnt?.promotion ?? null,
    served: learnt && { ...learnt.served, model: learnt.trained.model },
    corpus: {
      findings: stats.findings.total,
      issues: stats.issues,
      contexts: stats.contexts.stored,
      embeddings: stats.contexts.embedded,
      remediations: stats.remediations.total,
      decisions: stats.decisions.total,
      judgements: stats.judgements,
      generations: stats.generations.captured,
    },
    timings: workspace.timings,
    peakRssBytes: facts.peakRssBytes,
    nextCommands: [
      './quickstart PATH            # the same first half on your own repository',
      './sbr corpus search "TEXT"   # look things up in what was stored',
      './sbr gate --profile default # the bars that hold for a model people use',
      './sbr serve                  # gateway and reward server on one port',
      './sbr verify                 # signatures and the audit chain',
    ],
  }
}

function toPackage(advisory: DemonstrationAdvisory, facts: DemoFacts): PackageSummary {
  const scan = facts.scans.find((item) => item.id === advisory.id)
  const outcome = facts.outcomes.find((item) => item.id === advisory.id)
  const findings = (counts: ScanCounts | undefined) => sum(counts?.engines ?? [], (engine) => engine.findings)
  return {
    ecosystem: advisory.ecosystem,
    name: advisory.package,
    vulnerableVersion: advisory.vulnerableVersion,
    fixedVersion: advisory.fixedVersion,
    advisory: advisory.id,
    cwe: advisory.cwes,
    status: scan ? 'scanned' : 'failed',
    reason: outcome?.status === 'failed' ? outcome.reason : scan ? null : 'it was not scanned',
    findings: { vulnerable: findings(scan?.vulnerable), fixed: findings(scan?.fixed) },
    remediations: scan?.remediations ?? 0,
  }
}

function topIssues(facts: DemoFacts): RunSummary['topIssues'] {
  const order = ['critical', 'high', 'medium', 'low', 'info', 'unknown']
  return facts.scans
    .flatMap((scan) => {
      const advisory = facts.list.find((item) => item.id === scan.id)
      const snapshot = advisory ? snapshotOf(advisory.package, advisory.vulnerableVersion) : scan.id
      return scan.vulnerable.top.map((issue) => ({ ...issue, snapshot }))
    })
    .sort(
      (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || b.engines.length - a.engines.length,
    )
    .slice(0, TOP_ISSUES)
}

/** Adds the issue counts of scans. */
export function mergeIssues(list: readonly ScanCounts[]): RunSummary['issues'] {
  const merged: RunSummary['issues'] = { total: 0, bySeverity: {}, byVoices: {} }
  for (const { issues } of list) {
    merged.total += issues.total
    addCounts(merged.bySeverity, issues.bySeverity)
    addCounts(merged.byVoices, issues.byVoices)
  }
  return merged
}

/** The product's version, as its manifest says it. */
export async function productVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile(join(PROJECT_ROOT, 'package.json'), 'utf8')) as {
    version: string
  }
  return manifest.version
}

/** Which index torch came from, as the set-up recorded it. */
async function torchIndex(): Promise<string> {
  try {
    const setup = JSON.parse(await readFile(join(TOOLS_DIR, 'setup.json'), 'utf8')) as {
      indexes?: { torch?: string }
    }
    return setup.indexes?.torch ?? 'not recorded'
  } catch {
    return 'not recorded'
  }
}

const sum = <T>(values: readonly T[], of: (value: T) => number): number =>
  values.reduce((total, value) => total + of(value), 0)
