import { EXIT } from '../kernel/index.ts'
import { findReleased, trainInput, trainStage } from '../pipeline/index.ts'
import { inWorkspace } from './in-workspace.ts'
import { parseCount } from './parse-count.ts'
import type { RegisterCommand } from './register-command.ts'

/** `sbr train`: fine-tunes an adapter on a released dataset. */
export const registerTrain: RegisterCommand = (program) => {
  program
    .command('train')
    .description('fine-tune an adapter on a released dataset; an interrupted training goes on')
    .option('--dataset <id>', 'released dataset; default: the newest')
    .option('--seed <n>', 'seed', parseCount, 7)
    .option('--json', 'one JSON object')
    .action((flags: { dataset?: string; seed: number; json?: boolean }) =>
      inWorkspace(async (workspace, context) => {
        const { id } = await findReleased(workspace, flags.dataset)
        const outcome = await workspace.run(trainStage(workspace), trainInput(id, flags.seed))
        if (flags.json) await context.out(`${JSON.stringify(outcome)}\n`)
        else
          await context.out(
            `${outcome.model}\n${outcome.items} items, ${outcome.metrics.steps} steps, ${outcome.seconds.toFixed(0)} s. Next: sbr evaluate --model ${outcome.model.slice(0, 12)}\n`,
          )
        return EXIT.done
      }),
    )
}
