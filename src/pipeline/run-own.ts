import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Progress } from '../kernel/index.ts'
import type { collectTargets } from '../scanners/index.ts'
import { embedContexts } from './collect-and-scan.ts'
import { BATCH, withJudge } from './judge-session.ts'
import { watchPeakMemory } from './peak-memory.ts'
import { type RunSummary, renderReport, renderTerminal } from './report/index.ts'
import type { DemoResult } from './run-demo.ts'
import { scanFolder } from './scan-folder.ts'
import { sourcesOf } from './scan-snapshot.ts'
import { datasetInput, datasetStage } from './stages/dataset-stage.ts'
import { mergeIssues, productVersion } from './summarise-demo.ts'
import type { ScanCounts } from './summarise-scan.ts'
import type { Workspace } from './workspace.ts'

/** Bytes of one file that is judged as a sample. */
const MAX_SAMPLE_BYTES = 60_000

/** Scans, stores and judges one's own folder, and says what would be needed to go on. */
export async function runOwn(workspace: Workspace, path: string): Promise<DemoResult> {
  const memory = watchPeakMemory()
  const startedAt = new Date().toISOString()
  try {
    const { repository, content, engines, list, counts } = await scanFolder(workspace, path)
    const rewards = await workspace.run<object, RunSummary['rewards']>(
      {
        name: 'judge-folder',
        version: 1,
        run: (_input, context) =>
          context.step('judge', (signal) =>
            judgeFiles(workspace, list, { progress: context.progress, signal }),
          ),
      },
      { repository, content, engines, policy: 'default' },
    )
    await embedContexts(workspace)
    // What the corpus would train on now, under the bars that hold for a model people use.
    const dataset = await workspace.run(
      datasetStage(workspace),
      await datasetInput(workspace, engines, 'default'),
    )
    const stats = await workspace.corpus.stats()
    const summary: RunSummary = {
      title: `First look at ${basename(list.root)}`,
      version: await productVersion(),
      startedAt,
      packages: null,
      scanned: { snapshots: 1, files: counts.files, notScanned: counts.notScanned + list.skipped.length },
      engines: counts.engines.map((engine) => ({
        ...engine,
        findings: { vulnerable: engine.findings, fixed: 0 },
      })),
      issues: mergeIssues([counts]),
      topIssues: counts.top.map((issue) => ({ ...issue, snapshot: '' })),
      disagreements: counts.disagreements,
      dependencies: dependenciesOf(counts),
      rewards,
      yield: null,
      decisions: stats.decisions.byKind,
      dataset: { ...dataset.manifest, dropped: dataset.dropped },
      gate: { verdict: dataset.verdict, real: dataset.real },
      training: null,
      evaluation: null,
      promotion: null,
      served: null,
      corpus: {
        findings: stats.findings.total,
        issues: stats.issues,
        contexts: stats.contexts.stored,
        embeddings: stats.contexts.embedded,
      },
      timings: workspace.timings,
      peakRssBytes: memory.stop(),
      nextCommands: [
        `./sbr scan ${path} --sarif   # the same findings for your code scanning`,
        './sbr corpus search "TEXT"   # look things up in what was stored',
        '# To go on to a model of your own:',
        '#  - people decide on findings (true or false positive): the gate asks for decisions of persons',
        '#  - fixes enter as remediations: at least 200 for the profile `default`',
        './sbr gate --profile default # says rule by rule what is missing',
        './sbr advisories update      # advisories, so that dependencies are no longer unknown',
      ],
    }
    const reportPath = join(await workspace.folder('reports'), `${basename(list.root)}.html`)
    await writeFile(reportPath, await renderReport(summary))
    return { summary, reportPath, terminal: renderTerminal(summary, reportPath) }
  } finally {
    memory.stop()
  }
}

function dependenciesOf(counts: ScanCounts): RunSummary['dependencies'] {
  const osv = counts.engines.find((engine) => engine.name === 'osv')
  return {
    checked: osv?.targets.scanned ?? 0,
    vulnerable: osv?.findings ?? 0,
    unknown: (osv?.targets.failed ?? 0) + (osv?.targets.skipped ?? 0),
  }
}

async function judgeFiles(
  workspace: Workspace,
  list: Awaited<ReturnType<typeof collectTargets>>,
  { progress, signal }: { progress: Progress; signal: AbortSignal },
): Promise<RunSummary['rewards']> {
  const sourceOf = sourcesOf(list.root, list.targets)
  const samples = list.targets.flatMap((target) => {
    const source = target.bytes <= MAX_SAMPLE_BYTES ? sourceOf(target.path) : null
    return source?.language
      ? [{ id: target.path, path: target.path, language: source.language, code: source.text }]
      : []
  })
  return withJudge({ policy: 'default', tasks: false }, workspace.config, async ({ judge }) => {
    const rewards: RunSummary['rewards'] = []
    for (let at = 0; at < samples.length; at += BATCH) {
      const batch = samples.slice(at, at + BATCH)
      const documents = await judge.judge(batch, signal)
      await workspace.corpus.storeJudgements(
        documents.flatMap((document, i) => (batch[i] ? [{ sample: batch[i], document }] : [])),
      )
      rewards.push(...documents.map(({ label, reward }) => ({ label, reward, group: 'files' })))
      progress.advance(rewards.length, samples.length, 'files')
    }
    return rewards
  })
}
