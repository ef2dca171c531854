import { join } from 'node:path'
import {
  DEMONSTRATION_LIST,
  type DemonstrationAdvisory,
  loadDemonstration,
  updateAdvisories,
} from '../collect/index.ts'
import { cweLabel } from '../findings/index.ts'
import { EXIT, type ExitCode, SbrError } from '../kernel/index.ts'
import { nearest } from '../platform/index.ts'
import { type CommandContext, runCommand } from './context.ts'
import type { RegisterCommand } from './register-command.ts'

interface ListOptions {
  list: string
  json?: boolean
}

/** `sbr advisories`: published advisories, to match packages against and to demonstrate the loop. */
export const registerAdvisories: RegisterCommand = (program) => {
  const group = program.command('advisories').description('published advisories: update, list, show')
  group
    .command('update')
    .description('fetch the advisories of npm and PyPI; the old ones stay where that fails')
    .option('--from <place>', 'folder or address with <Ecosystem>/all.zip (default: SBR_OSV_URL, else OSV)')
    .option('--json', 'one JSON object')
    .action((options: { from?: string; json?: boolean }) => runCommand((context) => update(options, context)))
  group
    .command('list')
    .description('the packages with advisories that the demonstration uses')
    .option('--list <file>', 'another list', DEMONSTRATION_LIST)
    .option('--json', 'one JSON object')
    .action((options: ListOptions) => runCommand((context) => list(options, context)))
  group
    .command('show')
    .description('one of them, with everything that is known')
    .argument('<id>', 'its id, an alias or the package')
    .option('--list <file>', 'another list', DEMONSTRATION_LIST)
    .option('--json', 'the OSV record')
    .action((id: string, options: ListOptions) => runCommand((context) => show(id, options, context)))
}

async function update(
  options: { from?: string; json?: boolean },
  context: CommandContext,
): Promise<ExitCode> {
  const from = options.from ?? context.config.osvUrl
  const updates = await updateAdvisories({
    folder: join(context.config.home, 'advisories'),
    ...(from === undefined ? {} : { from }),
    signal: context.signal,
  })
  if (options.json) await context.out(`${JSON.stringify({ snapshots: updates })}\n`)
  else
    for (const one of updates)
      await context.out(
        `${one.ecosystem}: ${one.advisories} advisories, ${one.unreadable} unreadable, ` +
          `${one.unchanged ? `unchanged since ${one.fetchedAt}` : 'updated'}, sha256 ${one.sha256.slice(0, 12)}\n`,
      )
  return EXIT.done
}

async function list(options: ListOptions, context: CommandContext): Promise<ExitCode> {
  const advisories = await loadDemonstration(options.list)
  if (options.json) {
    await context.out(`${JSON.stringify({ advisories: advisories.map(({ record, ...facts }) => facts) })}\n`)
    return EXIT.done
  }
  for (const one of advisories)
    await context.out(
      `${one.id.padEnd(20)} ${`${one.ecosystem}/${one.package}`.padEnd(28)} ` +
        `${one.vulnerableVersion} → ${one.fixedVersion}  ${one.cwes.map(cweLabel).join(', ')}\n`,
    )
  return EXIT.done
}

async function show(id: string, options: ListOptions, context: CommandContext): Promise<ExitCode> {
  const advisories = await loadDemonstration(options.list)
  const found = advisories.find((one) => one.id === id || one.aliases.includes(id) || one.package === id)
  if (!found) {
    const names = advisories.flatMap((one) => [one.id, one.package, ...one.aliases])
    throw new SbrError('NOT_FOUND', `"${id}" is not in the list`, {
      next: `Did you mean "${nearest(id, names)}"? \`sbr advisories list\` shows all.`,
    })
  }
  await context.out(options.json ? `${JSON.stringify(found.record)}\n` : describe(found))
  return EXIT.done
}

const describe = (one: DemonstrationAdvisory): string =>
  [
    `${one.id} (${one.aliases.join(', ') || 'no aliases'})`,
    `${one.ecosystem}/${one.package}: vulnerable ${one.vulnerableVersion}, fixed ${one.fixedVersion}`,
    one.summary,
    `${one.cwes.map(cweLabel).join(', ')}: ${one.cweReason}`,
    `Facts: ${one.source}`,
    '',
  ].join('\n')
