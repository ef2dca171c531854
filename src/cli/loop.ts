import { EXIT } from '../kernel/index.ts'
import { proposeRun } from '../loop/index.ts'
import { closeLoop, readGrowth } from '../pipeline/index.ts'
import { inWorkspace } from './in-workspace.ts'
import { parseCount } from './parse-count.ts'
import type { RegisterCommand } from './register-command.ts'

/** `sbr loop`: scans what was generated, and says whether growth proposes the next run. */
export const registerLoop: RegisterCommand = (program) => {
  const loop = program.command('loop').description('scan what was generated; propose the next run')
  loop
    .command('run')
    .description('scan generations that the gateway captured and nobody scanned yet')
    .option('--limit <n>', 'at most', parseCount, 100)
    .option('--json', 'one JSON array')
    .action((flags: { limit: number; json?: boolean }) =>
      inWorkspace(async (workspace, context) => {
        const scanned = await closeLoop(workspace, flags.limit)
        if (flags.json) await context.out(`${JSON.stringify(scanned)}\n`)
        else if (scanned.length === 0)
          await context.out('Nothing to scan: no generation was captured since. Next: sbr serve\n')
        else
          for (const item of scanned)
            await context.out(
              `${item.id}  ${item.samples} samples, ${item.findings} findings, ${item.documents.map((document) => document.label).join(', ') || 'no code'}\n`,
            )
        return EXIT.done
      }),
    )
  loop
    .command('status')
    .description('what grew since the last training, and whether that proposes a run')
    .option('--json', 'one JSON object')
    .action((flags: { json?: boolean }) =>
      inWorkspace(async (workspace, context) => {
        const proposal = proposeRun(await readGrowth(workspace))
        if (flags.json) await context.out(`${JSON.stringify(proposal)}\n`)
        else {
          for (const { trigger, value, bar } of proposal.reasons)
            await context.out(`${trigger.padEnd(14)} ${value} of ${bar}\n`)
          await context.out(
            proposal.due ? 'A run is proposed. Next: sbr dataset build\n' : 'No run is proposed.\n',
          )
        }
        return EXIT.done
      }),
    )
}
