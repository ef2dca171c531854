import { judgeDataset } from '../../gate/index.ts'
import { type DatasetManifest, digestJson, type GateVerdict } from '../../kernel/index.ts'
import type { Stage } from '../../platform/index.ts'
import { loadTasks, STARTER_TASKS } from '../../tasks/index.ts'
import { buildDataset } from '../build-dataset.ts'
import { loadGateProfile } from '../gate-profiles.ts'
import type { Workspace } from '../workspace.ts'

export interface DatasetInput {
  /** Digest over confirmed remediations and tasks. */
  sources: string
  engines: string
  profile: string
  /** Digest over the bars of the profile. */
  bars: string
}

export interface DatasetOutcome {
  manifest: DatasetManifest
  dropped: Record<string, number>
  verdict: GateVerdict
  /** The same facts under the bars that hold for a model people use. */
  real: GateVerdict
}

/** What decides a dataset: confirmed remediations, tasks, engines and bars, each by its digest. */
export async function datasetInput(
  workspace: Workspace,
  engines: string,
  profile: string,
): Promise<DatasetInput> {
  const remediations = await workspace.corpus.remediations()
  return {
    sources: digestJson({
      remediations: remediations.map(({ id, decisions }) => ({ id, decisions })),
      tasks: await loadTasks(STARTER_TASKS),
    }),
    engines,
    profile,
    bars: digestJson((await loadGateProfile(profile)).bars),
  }
}

/** Builds a candidate dataset, judges it by the gate, and releases it when it passes. */
export function datasetStage(workspace: Workspace): Stage<DatasetInput, DatasetOutcome> {
  return {
    name: 'dataset',
    version: 2,
    run: async (input, context) => {
      const built = await context.step('build and measure', async () => {
        const { candidate, facts } = await buildDataset(workspace)
        const dropped: Record<string, number> = {}
        for (const { reason } of candidate.dropped) {
          const kind = reason.replace(/:.*/, '')
          dropped[kind] = (dropped[kind] ?? 0) + 1
        }
        return { manifest: candidate.manifest, dropped, facts }
      })
      return context.step('gate', async () => {
        const profile = await loadGateProfile(input.profile)
        const verdict = judgeDataset(built.facts, profile)
        await workspace.corpus.storeGateVerdict(verdict)
        if (verdict.passed) await workspace.corpus.releaseDataset(built.manifest.id, profile.name)
        return {
          manifest: built.manifest,
          dropped: built.dropped,
          verdict,
          real: judgeDataset(built.facts, await loadGateProfile('default')),
        }
      })
    },
  }
}
