import { type EvaluationOptions, evaluateArms, evaluationId } from '../../evaluation/index.ts'
import type { EvaluationReport } from '../../kernel/index.ts'
import { openLocalModel } from '../../llm/index.ts'
import { openSandbox, type Stage } from '../../platform/index.ts'
import { createTaskRunner, loadTasks, STARTER_TASKS } from '../../tasks/index.ts'
import { openHeldOutEngine } from '../held-out-engine.ts'
import { baseModelPath } from '../serving.ts'
import type { Workspace } from '../workspace.ts'

export interface EvaluateInput {
  /** SHA-256 of the adapter. */
  model: string
  dataset: string
  /** Digest over the held-out tasks. */
  tasks: string
  perTask: number
  seed: number
}

/**
 * Answers generated at the same time by one model. More were no faster on two cores, where each arm has one, and
 * made an answer depend on its company in the batch.
 */
const PARALLEL = 1

/**
 * Evaluates base and adapter on the held-out tasks, in the sandbox and with the held-out engines. Every outcome
 * is stored as it comes: after an interruption none is generated again.
 */
export function evaluateStage(workspace: Workspace): Stage<EvaluateInput, EvaluationReport> {
  return {
    name: 'evaluate',
    version: 1,
    run: (input, context) =>
      context.step('evaluate', async (signal) => {
        await using resources = new AsyncDisposableStack()
        const { corpus, config } = workspace
        const adapter = await corpus.loadModel(input.model)
        const { items } = await corpus.loadDataset(input.dataset)
        const local = await openLocalModel({
          modelPath: baseModelPath(config),
          adapters: [{ id: adapter.sha256, path: adapter.path }],
          parallel: PARALLEL,
          contextSize: 640,
        })
        resources.defer(() => local.close())
        const sandbox = await openSandbox()
        resources.defer(() => sandbox.close())
        const heldOut = await openHeldOutEngine(config)
        resources.defer(() => heldOut.close())
        const options: EvaluationOptions = {
          arms: [
            { name: 'before', model: local.model('base') },
            { name: 'after', model: local.model(adapter.sha256) },
          ],
          tasks: (await loadTasks(STARTER_TASKS)).filter((task) => task.split === 'held-out'),
          trainedTemplates: new Set(items.map((item) => item.group)),
          perTask: input.perTask,
          runner: createTaskRunner(sandbox),
          heldOut,
          seed: input.seed,
          parallel: PARALLEL,
          progress: context.progress,
          signal,
        }
        const id = evaluationId(options)
        const { report } = await evaluateArms({
          ...options,
          known: await corpus.loadOutcomes(id),
          store: (outcome) => corpus.storeOutcomes(id, [outcome]).then(() => undefined),
        })
        await corpus.storeEvaluation({ model: adapter.sha256, report })
        return report
      }),
  }
}
