import {
  type CatalogueUpdate,
  loadCweCatalogue,
  readInstalledCatalogue,
  updateCweCatalogue,
} from '../collect/index.ts'
import {
  cweAncestors,
  cweCatalogueInUse,
  cweCategory,
  cweChildren,
  cweEntry,
  cweLabel,
  cweName,
  cweStanding,
  cweView,
  owaspTop10,
  parseCwe,
  top25Rank,
} from '../findings/index.ts'
import { EXIT, type ExitCode, SbrError } from '../kernel/index.ts'
import { type CommandContext, runCommand } from './context.ts'
import type { RegisterCommand } from './register-command.ts'

interface JsonOption {
  json?: boolean
}

/** `sbr cwe`: MITRE's list of weaknesses, which decides how findings of several tools relate. */
export const registerCwe: RegisterCommand = (program) => {
  const group = program.command('cwe').description("MITRE's list of weaknesses: status, update, show")
  group
    .command('status')
    .description('which catalogue is in use, and where it came from')
    .option('--json', 'one JSON object')
    .action((options: JsonOption) => runCommand((context) => status(options, context)))
  group
    .command('update')
    .description("fetch MITRE's newest list; the old one stays where that fails")
    .option(
      '--from <place>',
      "cwec_latest.xml.zip or its XML: a file or an address (default: SBR_CWE_URL, else MITRE's)",
    )
    .option('--json', 'one JSON object')
    .action((options: JsonOption & { from?: string }) => runCommand((context) => update(options, context)))
  group
    .command('show')
    .description('one weakness: what it is, what is above and below it, whether it may be mapped to')
    .argument('<id>', '89, CWE-89')
    .option('--json', 'one JSON object')
    .action((id: string, options: JsonOption) => runCommand((context) => show(id, options, context)))
}

async function status(options: JsonOption, context: CommandContext): Promise<ExitCode> {
  const installed = readInstalledCatalogue(context.config.home)
  const facts = {
    ...cweCatalogueInUse(),
    origin: installed === null ? 'bundled' : 'updated',
    from: installed?.from ?? 'cwe-sdk',
    fetchedAt: installed?.fetchedAt ?? null,
    sha256: installed?.sha256 ?? null,
  }
  await context.out(
    options.json
      ? `${JSON.stringify(facts)}\n`
      : [
          `CWE ${facts.version} of ${facts.date}, ${facts.weaknesses} weaknesses, digest ${facts.digest.slice(0, 12)}`,
          installed === null
            ? 'Bundled, from the package cwe-sdk. `sbr cwe update` fetches the newest of MITRE.'
            : `Updated ${installed.fetchedAt} from ${installed.from}, sha256 ${installed.sha256.slice(0, 12)}`,
          '',
        ].join('\n'),
  )
  return EXIT.done
}

async function update(options: JsonOption & { from?: string }, context: CommandContext): Promise<ExitCode> {
  const from = options.from ?? context.config.cweUrl
  const before = catalogueBefore(context.config.home)
  const done = await updateCweCatalogue({
    home: context.config.home,
    ...(from === undefined ? {} : { from }),
    signal: context.signal,
  })
  await context.out(options.json ? `${JSON.stringify(done)}\n` : describeUpdate(done))
  if (before !== done.version)
    context.say(
      `CWE ${before ?? 'of the spoiled file'} → ${done.version}: relations decide on rewards, so policy hashes change with it`,
    )
  return EXIT.done
}

/** Version in use before; null where its file is spoiled, which the update mends. */
function catalogueBefore(home: string): string | null {
  try {
    return loadCweCatalogue(home).version
  } catch {
    return null
  }
}

const describeUpdate = (done: CatalogueUpdate): string =>
  `CWE ${done.version} of ${done.date}, ${done.weaknesses} weaknesses, ${done.unchanged ? 'unchanged' : 'updated'}, digest ${done.digest.slice(0, 12)}\n`

async function show(text: string, options: JsonOption, context: CommandContext): Promise<ExitCode> {
  const id = parseCwe(text)
  const facts = id === null ? null : describe(id)
  if (facts === null)
    throw new SbrError('NOT_FOUND', `CWE ${cweCatalogueInUse().version} has no entry "${text}"`, {
      next: 'Give a number such as 89, or run `sbr cwe update` for entries that are newer.',
    })
  await context.out(options.json ? `${JSON.stringify(facts)}\n` : format(facts))
  return EXIT.done
}

function describe(id: number) {
  const name = cweName(id)
  if (name === null) return null
  const entry = cweEntry(id)
  const group = cweCategory(id) ?? cweView(id)
  return {
    id,
    name,
    standing: cweStanding(id),
    abstraction: entry?.abstraction ?? null,
    status: entry?.status ?? group?.status ?? null,
    usage: entry?.usage ?? 'Prohibited',
    parents: entry?.parents ?? [],
    ancestors: [...cweAncestors(id)].slice(1).map(([ancestor, steps]) => ({ id: ancestor, steps })),
    children: cweChildren(id),
    members: group?.members ?? [],
    top25Rank: top25Rank(id),
    owasp: { 2021: owaspTop10(id, 2021), 2025: owaspTop10(id, 2025) },
  }
}

function format(facts: NonNullable<ReturnType<typeof describe>>): string {
  const named = (id: number) => `${cweLabel(id)} ${cweName(id) ?? ''}`
  const lines = [
    named(facts.id),
    `${facts.abstraction ?? facts.standing}, ${facts.status}; mapping to it: ${facts.usage}`,
    ...facts.ancestors.map(({ id, steps }) => `${'  '.repeat(steps)}↑ ${named(id)}`),
    ...facts.children.map((id) => `  ↓ ${named(id)}`),
    ...facts.members.map((id) => `  · ${named(id)}`),
    ...(facts.top25Rank === null ? [] : [`Rank ${facts.top25Rank} of MITRE's Top 25 of 2025`]),
    ...Object.values(facts.owasp).flatMap((entry) => (entry === null ? [] : [`OWASP ${entry}`])),
  ]
  return `${lines.join('\n')}\n`
}
