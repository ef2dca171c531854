import { EXIT } from '../kernel/index.ts'
import { type GoodhartReport, proposeRun } from '../loop/index.ts'
import { closeLoop, monitorGoodhart, readGrowth, withRewardService } from '../pipeline/index.ts'
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
  loop
    .command('goodhart')
    .description('does the reward still mean what the held-out judges mean? over all evaluations')
    .option('--policy <name>', 'policy of the reward', 'default')
    .option('--json', 'one JSON object')
    .action((flags: { policy: string; json?: boolean }) =>
      inWorkspace(async ({ corpus, config, logger }, context) => {
        const { signal } = context
        const options = { policy: flags.policy, tasks: false, cache: corpus, logger, signal }
        const report = await withRewardService(options, config, (service) =>
          monitorGoodhart(corpus, service, { logger, signal }),
        )
        await context.out(flags.json ? `${JSON.stringify(report)}\n` : describeGoodhart(report))
        return EXIT.done
      }),
    )
}

function describeGoodhart({ points, alarms }: GoodhartReport): string {
  if (points.length === 0) return 'Nothing to compare yet: no model was evaluated. Next: sbr evaluate\n'
  const share = (value: number | null) =>
    value === null ? '    –' : `${(value * 100).toFixed(1)} %`.padStart(7)
  const lines = points.map(({ evaluation, arm, at, n, reward, holds, flagged, change }) => {
    const moved = change
      ? `gap ${(change.gap.difference * 100).toFixed(1)} [${(change.gap.low * 100).toFixed(1)}, ${(change.gap.high * 100).toFixed(1)}] points over ${change.tasks} tasks${change.alarm ? '  ALARM' : ''}`
      : 'reference'
    return `${at.slice(0, 16)}  ${evaluation.slice(0, 8)} ${arm.padEnd(8)} reward ${share(reward)}  holds ${share(holds.rate)}  flagged ${share(flagged.rate)}  n = ${n}  ${moved}`
  })
  const verdict =
    alarms.length === 0
      ? 'No alarm.'
      : `${alarms.length} alarm${alarms.length === 1 ? '' : 's'}: the reward rose, and the held-out judge did not follow. Look at answers with a high reward that fall to the attacks, and run sbr policy attack.`
  return `${lines.join('\n')}\n${verdict}\n`
}
