import { EXIT, type ExitCode } from '../kernel/index.ts'
import { addPack, type PackManifest, packNames, readPack, removePack, verifyPack } from '../scanners/index.ts'
import { type CommandContext, runCommand } from './context.ts'
import type { RegisterCommand } from './register-command.ts'

interface AddOptions {
  name?: string
  lineage?: string
  registry?: string
  json?: boolean
}

/** `sbr rules`: rule packs beside those that come along, downloaded once and pinned by their content. */
export const registerRules: RegisterCommand = (program) => {
  const group = program.command('rules').description('rule packs of your own: add, list, remove')
  group
    .command('add')
    .description('download a rule pack once and pin it')
    .argument('<source>', 'p/name of the Semgrep registry, address of a Git repository (#ref), or a folder')
    .option('--name <name>', 'its name; the engine is then pack:<name>')
    .option('--lineage <name>', 'where its rules descend from; packs of one lineage are one voice')
    .option('--registry <url>', 'another registry that answers as Semgrep does')
    .option('--json', 'one JSON object')
    .action((source: string, options: AddOptions) => runCommand((context) => add(source, options, context)))
  group
    .command('list')
    .description('the packs that were added, checked against their pins')
    .option('--json', 'one JSON array')
    .action((options: { json?: boolean }) => runCommand((context) => list(options, context)))
  group
    .command('remove')
    .description('remove an added pack')
    .argument('<name>', 'its name')
    .action((name: string) => runCommand((context) => remove(name, context)))
}

async function add(source: string, options: AddOptions, context: CommandContext): Promise<ExitCode> {
  const { json, ...rest } = options
  const { pack, unchanged, notes } = await addPack({
    ...rest,
    source,
    home: context.config.home,
    signal: context.signal,
  })
  for (const note of notes) context.say(`sbr: ${note}`)
  if (json) await context.out(`${JSON.stringify({ ...summarise(pack), unchanged })}\n`)
  else await context.out(`${unchanged ? 'Already there: ' : ''}${describe(pack)}`)
  return EXIT.done
}

async function list(options: { json?: boolean }, { config, out }: CommandContext): Promise<ExitCode> {
  const packs = packNames(config.home).map((name) => {
    try {
      const pack = readPack(config.home, name)
      verifyPack(config.home, pack)
      return { pack, name, fault: null }
    } catch (error) {
      return { pack: null, name, fault: error instanceof Error ? error.message : String(error) }
    }
  })
  if (options.json)
    await out(
      `${JSON.stringify(packs.map(({ pack, name, fault }) => ({ ...(pack ? summarise(pack) : { name }), fault })))}\n`,
    )
  else for (const { pack, fault } of packs) await out(pack ? describe(pack) : `${fault}\n`)
  return packs.some(({ fault }) => fault !== null) ? EXIT.failure : EXIT.done
}

async function remove(name: string, context: CommandContext): Promise<ExitCode> {
  await removePack(context.config.home, name)
  context.say(`sbr: the rule pack ${name} is removed`)
  return EXIT.done
}

/** Without the list of files, which is long and says nothing that the pin does not. */
const summarise = ({ files, leftOut, ...pack }: PackManifest) => ({
  ...pack,
  engine: `pack:${pack.name}`,
  files: files.length,
  leftOut: leftOut.length,
})

const describe = (pack: PackManifest): string =>
  `pack:${pack.name}  ${pack.rules} rules, lineage ${pack.lineage}, from ${pack.source}` +
  `${pack.commit === null ? '' : ` at ${pack.commit.slice(0, 12)}`}\n  pinned: sha256 ${pack.sha256}\n`
