import { SbrError } from '../../kernel/index.ts'
import { keepModelFile } from '../../models/index.ts'
import type { Stage } from '../../platform/index.ts'
import {
  DEFAULT_TRAINING,
  type TrainingMetrics,
  type TrainingParameters,
  trainAdapter,
} from '../../training/index.ts'
import { baseModelPath } from '../serving.ts'
import type { Workspace } from '../workspace.ts'

/** Training tokens over all epochs: about six minutes on two cores at 170 tokens a second (docs/training.md). */
const TOKEN_BUDGET = 60_000

export interface TrainInput {
  dataset: string
  seed: number
  /** Part of the input: other parameters are another training. */
  parameters: TrainingParameters
}

/** The demonstration's training: the defaults, bounded in tokens. */
export const trainInput = (dataset: string, seed: number): TrainInput => ({
  dataset,
  seed,
  parameters: { ...DEFAULT_TRAINING, tokenBudget: TOKEN_BUDGET },
})

export interface TrainOutcome {
  /** SHA-256 of the adapter. */
  model: string
  items: number
  seconds: number
  peakRssBytes: number
  metrics: TrainingMetrics
}

/** Fine-tunes an adapter on a released dataset and registers it, signed, with what it was made from. */
export function trainStage(workspace: Workspace): Stage<TrainInput, TrainOutcome> {
  return {
    name: 'train',
    version: 1,
    run: (input, context) =>
      context.step('train', async (signal) => {
        const { corpus } = workspace
        const { manifest, items } = await corpus.loadDataset(input.dataset)
        if (manifest.status !== 'released')
          throw new SbrError(
            'GATE_NOT_PASSED',
            `Dataset ${input.dataset.slice(0, 12)} is not released: it did not pass the gate`,
            {
              next: 'Run `sbr gate` and read which rules did not pass.',
            },
          )
        const trained = await trainAdapter({
          items,
          baseModelPath: baseModelPath(workspace.config),
          outDir: await workspace.folder('training'),
          cacheDir: await workspace.folder('cache', 'training'),
          seed: input.seed,
          parameters: input.parameters,
          progress: context.progress,
          signal,
        })
        const path = await keepModelFile(
          trained.adapterPath,
          trained.adapterSha256,
          await workspace.folder('models'),
        )
        await corpus.storeModel({
          sha256: trained.baseSha256,
          kind: 'base',
          path: baseModelPath(workspace.config),
          base: null,
          dataset: null,
          parameters: {},
        })
        await corpus.storeModel({
          sha256: trained.adapterSha256,
          kind: 'adapter',
          path,
          base: trained.baseSha256,
          dataset: input.dataset,
          parameters: {
            ...DEFAULT_TRAINING,
            ...trained.parameters,
            seed: input.seed,
            metrics: trained.metrics,
          },
        })
        return {
          model: trained.adapterSha256,
          items: items.filter((item) => item.split === 'train').length,
          seconds: trained.seconds,
          peakRssBytes: trained.peakRssBytes,
          metrics: trained.metrics,
        }
      }),
  }
}
