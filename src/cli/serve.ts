import { EXIT } from '../kernel/index.ts'
import {
  announceServer,
  openServing,
  type RewardService,
  serverKey,
  withRewardService,
} from '../pipeline/index.ts'
import { inWorkspace } from './in-workspace.ts'
import { parseCount } from './parse-count.ts'
import type { RegisterCommand } from './register-command.ts'
import { startWith } from './start-server.ts'

/** `sbr serve`: gateway and reward server on one loopback port, until it is stopped. */
export const registerServe: RegisterCommand = (program) => {
  program
    .command('serve')
    .description('gateway (/v1/chat/completions) and reward (/v1/reward) on one port')
    .option('--port <n>', 'port on the loopback address; default: SBR_PORT or 7411', parseCount)
    .option('--no-reward', 'serve no reward: starts faster')
    .option('--policy <name>', 'policy of the reward', 'default')
    .action((flags: { port?: number; reward: boolean; policy: string }) =>
      inWorkspace(async (workspace, context) => {
        const serving = await openServing(workspace)
        try {
          const { key, path } = await serverKey(workspace)
          const port = flags.port ?? workspace.config.port
          const serve = async (service: RewardService | null) => {
            const server = await startWith(workspace, serving, { key, port, service })
            const takeBack =
              service === null
                ? null
                : await announceServer(workspace.config, {
                    url: server.url,
                    policyName: flags.policy,
                    policyHash: service.policyHash,
                  })
            context.say(`Listening on ${server.url}; the key for clients is in ${path}`)
            if (serving.models.promoted === null)
              context.say('No model is promoted: sbr/code answers 503 until one is.')
            await stopped(context.signal)
            context.say('Stopping: requests in flight are finished')
            await takeBack?.()
            await server.close()
          }
          if (!flags.reward) await serve(null)
          else
            await withRewardService(
              { policy: flags.policy, tasks: true, cache: workspace.corpus, logger: workspace.logger },
              workspace.config,
              serve,
            )
          return EXIT.done
        } finally {
          await serving.close()
        }
      }),
    )
}

const stopped = (signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
