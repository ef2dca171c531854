import { timingSafeEqual } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { type Caller, NO_LIMITS, openKeyRegistry } from '../access/index.ts'
import { SbrError, sha256, systemClock } from '../kernel/index.ts'
import { monitorGoodhart, type RewardService, type StartServer, type Workspace } from '../pipeline/index.ts'
import { createServer } from '../server/index.ts'

/** Starts gateway and reward on a loopback port; what is generated goes into the corpus before it is answered. */
export const startServer: StartServer = (workspace, serving, options) =>
  startWith(workspace, serving, { ...options, service: null })

/** The same with rewards. */
export async function startWith(
  workspace: Workspace,
  serving: Parameters<StartServer>[1],
  options: { key: string; port: number; service: RewardService | null },
): ReturnType<StartServer> {
  const { corpus } = workspace
  const { service } = options
  const app = createServer({
    models: serving.models,
    clock: systemClock,
    logger: workspace.logger,
    authenticate: authenticateWith(workspace, options.key),
    reward: service === null ? null : { service, requests: corpus },
    monitor: service === null ? null : () => monitorGoodhart(corpus, service, { logger: workspace.logger }),
    capture: (generation) => corpus.storeGeneration(generation).then(() => undefined),
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

/** The key file's key may do everything; the others are in the store. */
function authenticateWith({ local, corpus }: Workspace, key: string) {
  const registry = openKeyRegistry(local.database, { audit: corpus.audit, clock: systemClock })
  const expected = Buffer.from(sha256(key))
  const owner: Caller = { id: 'key-file', identity: 'operator', scopes: ['admin'], limits: NO_LIMITS }
  return async (secret: string): Promise<Caller | null> =>
    timingSafeEqual(Buffer.from(sha256(secret)), expected) ? owner : registry.authenticate(secret)
}
