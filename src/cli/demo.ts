import { EXIT } from '../kernel/index.ts'
import { runDemo, runOwn, withWorkspace } from '../pipeline/index.ts'
import { runCommand } from './context.ts'
import { parseCount } from './parse-count.ts'
import { showProgress } from './progress.ts'
import type { RegisterCommand } from './register-command.ts'
import { startServer } from './start-server.ts'

interface DemoFlags {
  json?: boolean
  profile: string
  seed: number
  perTask: number
}

/** `sbr demo`: the whole loop on real packages, or its first half on one's own folder. */
export const registerDemo: RegisterCommand = (program) => {
  program
    .command('demo')
    .description('the whole loop on real packages; with a path, its first half on that folder')
    .argument('[path]', 'a folder of your own: scan, normalise, store and judge it')
    .option('--json', 'print the summary as one JSON object')
    .option('--profile <name>', 'gate profile: a name or a file', 'demo')
    .option('--seed <n>', 'seed of training and sampling', parseCount, 7)
    .option('--per-task <n>', 'generations of each held-out task and arm', parseCount, 3)
    .action((path: string | undefined, flags: DemoFlags) =>
      runCommand(async (context) => {
        const { config, logger, signal } = context
        const progress = showProgress(context)
        const result = await withWorkspace({ config, logger, signal, progress }, (workspace) =>
          path === undefined ? runDemo(workspace, { ...flags, startServer }) : runOwn(workspace, path),
        ).finally(() => progress.end())
        await context.out(
          flags.json
            ? `${JSON.stringify({ ...result.summary, report: result.reportPath })}\n`
            : result.terminal,
        )
        return path === undefined && !result.summary.gate?.verdict.passed ? EXIT.gateNotPassed : EXIT.done
      }),
    )
}
