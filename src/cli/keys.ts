import Table from 'cli-table3'
import { type ApiKey, MAX_KEY_DAYS, openKeyRegistry, parseScopes, SCOPES } from '../access/index.ts'
import { EXIT, systemClock } from '../kernel/index.ts'
import type { Workspace } from '../pipeline/index.ts'
import { inWorkspace } from './in-workspace.ts'
import { parseCount } from './parse-count.ts'
import type { RegisterCommand } from './register-command.ts'

interface CreateFlags {
  name: string
  scope: string[]
  days: number
  samplesPerMinute?: number
  concurrentSamples?: number
  json?: boolean
}

const registryOf = ({ local, corpus }: Workspace) =>
  openKeyRegistry(local.database, { audit: corpus.audit, clock: systemClock })

/** `sbr keys`: who may ask `sbr serve` for what. */
export const registerKeys: RegisterCommand = (program) => {
  const keys = program.command('keys').description('keys for clients of `sbr serve`')
  keys
    .command('create')
    .description('make a key; its secret is printed once and stored nowhere')
    .requiredOption('--name <name>', 'whom the key stands for')
    .option('--scope <scope...>', `some of ${SCOPES.join(', ')}`, ['reward:read'])
    .option('--days <n>', `days until it expires, at most ${MAX_KEY_DAYS}`, parseCount, 90)
    .option('--samples-per-minute <n>', 'most samples a minute; default: no limit of its own', parseCount)
    .option('--concurrent-samples <n>', 'most samples at a time; default: no limit of its own', parseCount)
    .option('--json', 'one JSON object {key, secret}')
    .action((flags: CreateFlags) =>
      inWorkspace(async (workspace, context) => {
        const made = await registryOf(workspace).create({
          identity: flags.name,
          scopes: parseScopes(flags.scope),
          days: flags.days,
          limits: {
            samplesPerMinute: flags.samplesPerMinute ?? null,
            concurrentSamples: flags.concurrentSamples ?? null,
          },
        })
        if (!flags.json)
          context.say(
            `Key ${made.key.id} for ${made.key.identity}, until ${made.key.expiresAt}. It is shown once:`,
          )
        await context.out(flags.json ? `${JSON.stringify(made)}\n` : `${made.secret}\n`)
        return EXIT.done
      }),
    )
  keys
    .command('list')
    .description('all keys, without their secrets')
    .option('--json', 'one JSON object {keys}')
    .action((flags: { json?: boolean }) =>
      inWorkspace(async (workspace, context) => {
        const list = await registryOf(workspace).list()
        await context.out(flags.json ? `${JSON.stringify({ keys: list })}\n` : renderKeys(list))
        return EXIT.done
      }),
    )
  keys
    .command('revoke')
    .description('end a key; a running server knows it 5 s later at the latest')
    .argument('<id>', 'id, as `sbr keys list` shows it')
    .action((id: string) =>
      inWorkspace(async (workspace, context) => {
        const { revoked } = await registryOf(workspace).revoke(id)
        await context.out(`${id} ${revoked ? 'revoked' : 'was revoked already'}\n`)
        return EXIT.done
      }),
    )
}

function renderKeys(list: readonly ApiKey[]): string {
  if (list.length === 0) return 'No key yet. Next: sbr keys create --name trainer\n'
  const table = new Table({ head: ['id', 'for', 'scopes', 'expires', 'state'], style: { head: [] } })
  const now = systemClock.now().toISOString()
  for (const { id, identity, scopes, expiresAt, revokedAt } of list)
    table.push([
      id,
      identity,
      scopes.join(' '),
      expiresAt.slice(0, 10),
      revokedAt !== null ? 'revoked' : expiresAt <= now ? 'expired' : 'holds',
    ])
  return `${table.toString()}\n`
}
