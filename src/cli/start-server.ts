import type { AddressInfo } from 'node:net'
import { type RewardDocument, type Sample, SbrError, systemClock } from '../kernel/index.ts'
import type { StartServer } from '../pipeline/index.ts'
import { createServer } from '../server/index.ts'

/** Starts gateway and reward on a loopback port; what is generated goes into the corpus before it is answered. */
export const startServer: StartServer = (workspace, serving, options) =>
  startWith(workspace, serving, { ...options, judge: null })

/** The same with a judge behind `/v1/reward`. */
export async function startWith(
  workspace: Parameters<StartServer>[0],
  serving: Parameters<StartServer>[1],
  options: { key: string; port: number; judge: ((samples: Sample[]) => Promise<RewardDocument[]>) | null },
): ReturnType<StartServer> {
  const app = createServer({
    models: serving.models,
    clock: systemClock,
    logger: workspace.logger,
    key: options.key,
    judge: options.judge,
    capture: (generation) => workspace.corpus.storeGeneration(generation).then(() => undefined),
  })
  try {
    await app.listen({ host: '127.0.0.1', port: options.port })
  } catch (cause) {
    const inUse = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
    throw new SbrError(
      'BUSY',
      inUse ? `Port ${options.port} is taken` : `The server could not listen on port ${options.port}`,
      {
        cause,
        next: 'Stop what listens there, or set another port with --port or SBR_PORT.',
      },
    )
  }
  const { port } = app.server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, close: () => app.close() }
}
