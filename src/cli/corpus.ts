import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import { localOperator, requireRole } from '../access/index.ts'
import { type LocalCorpus, openLocalCorpus, type SearchFilters } from '../corpus/index.ts'
import { EXIT, type ExitCode } from '../kernel/index.ts'
import { openEmbedder } from '../llm/index.ts'
import { openWorkflows } from '../platform/index.ts'
import { type CommandContext, runCommand } from './context.ts'
import { formatResults, formatStats } from './corpus-tables.ts'
import type { RegisterCommand } from './register-command.ts'

interface JsonOption {
  json?: boolean
}
interface SearchOptions extends JsonOption, SearchFilters {
  limit: number
}

/** `sbr corpus`: what is stored, looked at, taken out, put back, destroyed. */
export const registerCorpus: RegisterCommand = (program) => {
  const corpus = program.command('corpus').description('findings, code, fixes and decisions that are stored')
  withJson(corpus.command('stats').description('count what is stored, and show the stages'), stats)
  withJson(
    corpus
      .command('search')
      .description('find code that means what the text says')
      .argument('<text>', 'words or code')
      .option('--limit <n>', 'most results', wholeNumber, 5)
      .option('--language <name>', 'only code of this language')
      .option('--cwe <number>', 'only code with a finding of this CWE', wholeNumber)
      .option('--severity <level>', 'only code with a finding of this severity')
      .option('--repository <name>', 'only code of this repository'),
    search,
  )
  withJson(
    corpus
      .command('dump')
      .description('write everything into one file of JSON Lines')
      .argument('<file>', 'where to write; only its owner can read it'),
    dump,
  )
  withJson(
    corpus
      .command('restore')
      .description('read a dump into an empty corpus')
      .argument('<file>', 'what `sbr corpus dump` wrote'),
    restore,
  )
  withJson(
    corpus
      .command('erase')
      .description('destroy content for good; digests stay, datasets and models that had it are marked')
      .argument('<digest>', 'a context, generation, judged sample or dataset item'),
    erase,
  )
}

type Body = (
  local: LocalCorpus,
  context: CommandContext,
  args: string[],
  options: SearchOptions,
) => Promise<ExitCode>

/** Adds `--json` and the action: open the corpus, do the work, let go of it. */
function withJson(command: Command, body: Body): void {
  command.option('--json', 'print one JSON document').action(() =>
    runCommand(async (context) => {
      const local = await openLocalCorpus(context.config, localOperator())
      try {
        return await body(local, context, command.args, command.opts<SearchOptions>())
      } finally {
        await local.close()
      }
    }),
  )
}

async function stats(local: LocalCorpus, context: CommandContext, _args: string[], options: JsonOption) {
  const [counted, stages] = [
    await local.corpus.stats(),
    await openWorkflows(local.database, context.logger).list(),
  ]
  await context.out(
    options.json ? `${JSON.stringify({ ...counted, stages })}\n` : formatStats(counted, stages),
  )
  if (counted.snapshots === 0) sayEmpty(context)
  return EXIT.done
}

async function search(local: LocalCorpus, context: CommandContext, args: string[], options: SearchOptions) {
  const { limit, language, cwe, severity, repository } = options
  const filters: SearchFilters = Object.fromEntries(
    Object.entries({ language, cwe, severity, repository }).filter(([, value]) => value !== undefined),
  )
  const embedder = openEmbedder(context.config)
  const { contexts } = await local.corpus.stats()
  if (contexts.stored > 0) {
    // What was stored since the last time becomes searchable now.
    const { embedded } = await local.corpus.embedMissing(
      embedder,
      {
        step: () => {},
        advance: (done, total, unit) => context.say(`embedding: ${done} of ${total} ${unit}`),
      },
      context.signal,
    )
    if (embedded > 0) context.say(`${embedded} contexts embedded`)
  }
  const results = await local.corpus.search(args[0] ?? '', embedder, { limit, filters })
  if (options.json) await context.out(`${JSON.stringify(results)}\n`)
  else if (results.length > 0) await context.out(formatResults(results))
  else if (contexts.stored === 0) sayEmpty(context)
  else context.say('Nothing matches these filters.')
  return EXIT.done
}

async function dump(local: LocalCorpus, context: CommandContext, args: string[], options: JsonOption) {
  const result = await local.corpus.dump(resolve(args[0] ?? ''))
  await context.out(
    options.json
      ? `${JSON.stringify(result)}\n`
      : `${result.rows} rows in ${result.file} (${result.bytes} bytes, sha256 ${result.sha256})\n`,
  )
  context.say(
    'It is not encrypted, and a whole restore is checked by `sbr verify` with the keys of this SBR_HOME.',
  )
  return EXIT.done
}

async function restore(local: LocalCorpus, context: CommandContext, args: string[], options: JsonOption) {
  requireRole(localOperator(), ['security-reviewer'], 'restore a corpus')
  const result = await local.corpus.restore(resolve(args[0] ?? ''))
  await context.out(options.json ? `${JSON.stringify(result)}\n` : `${result.rows} rows restored\n`)
  context.say('Next: `sbr verify`. It needs keys/signing.pub.pem of the origin as keys/<name>.pub.pem here.')
  return EXIT.done
}

async function erase(local: LocalCorpus, context: CommandContext, args: string[], options: JsonOption) {
  requireRole(localOperator(), ['security-reviewer'], 'erase content')
  const erasure = await local.corpus.erase(args[0] ?? '')
  await context.out(
    options.json
      ? `${JSON.stringify(erasure)}\n`
      : `Destroyed: ${erasure.destroyed.join(', ')}. Marked: ${erasure.datasets.length} datasets, ${erasure.models.length} models.\n`,
  )
  return EXIT.done
}

const sayEmpty = (context: CommandContext): void =>
  context.say('Nothing is stored yet. Next: `sbr demo`, or `sbr collect repo PATH` for code of your own.')

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give a whole number above zero.')
  return value
}
