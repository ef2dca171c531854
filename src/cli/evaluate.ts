import { EXIT } from '../kernel/index.ts'
import { evaluateModel, findModel, renderEvaluation } from '../pipeline/index.ts'
import { inWorkspace } from './in-workspace.ts'
import { parseCount } from './parse-count.ts'
import type { RegisterCommand } from './register-command.ts'

/** `sbr evaluate`: base and adapter on held-out tasks, with judges that no reward has seen. */
export const registerEvaluate: RegisterCommand = (program) => {
  program
    .command('evaluate')
    .description('compare an adapter with its base on held-out tasks')
    .option('--model <sha256>', 'adapter; default: the newest')
    .option('--per-task <n>', 'generations of each task and arm', parseCount, 3)
    .option('--seed <n>', 'seed of sampling', parseCount, 7)
    .option('--json', 'print the whole report')
    .action((flags: { model?: string; perTask: number; seed: number; json?: boolean }) =>
      inWorkspace(async (workspace, context) => {
        const model = await findModel(workspace, flags.model)
        const report = await evaluateModel(workspace, model, { perTask: flags.perTask, seed: flags.seed })
        await context.out(
          flags.json ? `${JSON.stringify(report)}\n` : `${renderEvaluation(report).join('\n')}\n`,
        )
        return EXIT.done
      }),
    )
}
