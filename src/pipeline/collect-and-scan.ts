import type { DemonstrationAdvisory } from '../collect/index.ts'
import { digestJson, SbrError } from '../kernel/index.ts'
import type { Registries } from '../platform/index.ts'
import { createEnginePool } from '../scanners/index.ts'
import { digestEngines } from './engine-digest.ts'
import { type CollectOutcome, collectInput, collectStage } from './stages/collect-stage.ts'
import { type DependencyScan, dependencyStage } from './stages/dependency-stage.ts'
import { embedStage } from './stages/embed-stage.ts'
import { type JudgeOutcome, judgeStage } from './stages/judge-stage.ts'
import { type PackageScan, scanStage } from './stages/scan-stage.ts'
import type { Workspace } from './workspace.ts'

/** What is in the corpus after the first half of the loop, and how it came there. */
export interface Collected {
  outcomes: CollectOutcome[]
  scans: PackageScan[]
  dependencies: DependencyScan
  judged: JudgeOutcome
  /** Digest over the engines that scanned. */
  engines: string
}

/** Collects packages in both versions, scans, judges and stores them: the first half of the loop. */
export async function collectAndScan(
  workspace: Workspace,
  list: readonly DemonstrationAdvisory[],
  options: { registries?: Registries } = {},
): Promise<Collected> {
  const outcomes = await collect(workspace, list, options.registries)
  const packages = outcomes.flatMap((outcome) =>
    outcome.status === 'collected'
      ? [{ id: outcome.id, vulnerable: outcome.vulnerable, fixed: outcome.fixed }]
      : [],
  )
  if (packages.length === 0)
    throw new SbrError('NETWORK', 'None of the packages could be collected', {
      next: 'Check the network and how npm and pip find their registries, then run the same command again.',
      cause: new Error(outcomes[0]?.status === 'failed' ? outcomes[0].reason : 'unknown'),
    })
  const pool = createEnginePool({ purpose: 'scan', subject: 'code-base', home: workspace.config.home })
  try {
    const engines = digestEngines(await pool.infos())
    const scans = await workspace.run(scanStage(workspace, list, pool), { packages, engines })
    await pool.close() // its workers' memory is wanted by the next stages
    const dependencies = await workspace.run(dependencyStage(workspace, list), {
      packages: list.map((advisory) =>
        digestJson([advisory.id, advisory.vulnerableVersion, advisory.fixedVersion]),
      ),
      engines,
    })
    const judged = await workspace.run(judgeStage(workspace, list), { packages, engines, policy: 'default' })
    await embedContexts(workspace)
    return { outcomes, scans, dependencies, judged, engines }
  } finally {
    await pool.close()
  }
}

/** Embeds what has no embedding yet. */
export async function embedContexts(workspace: Workspace): Promise<void> {
  const { contexts } = await workspace.corpus.stats()
  const model = workspace.config.embeddingsUrl ?? 'embedded'
  await workspace.run(embedStage(workspace), { contexts: contexts.stored, model })
}

/** Collects; packages that failed in an earlier run are tried again. */
async function collect(
  workspace: Workspace,
  list: readonly DemonstrationAdvisory[],
  registries?: Registries,
): Promise<CollectOutcome[]> {
  const stage = collectStage(workspace, list, registries)
  const outcomes = await workspace.run(stage, collectInput(list))
  const reused = workspace.timings.at(-1)?.reused === true
  if (!reused || outcomes.every((outcome) => outcome.status === 'collected')) return outcomes
  workspace.timings.pop()
  return workspace.run(stage, collectInput(list), { again: true })
}
