import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { Option } from 'commander'
import type { MatchOptions, ReadContext } from '../findings/index.ts'
import { EXIT, type ExitCode, SbrError } from '../kernel/index.ts'
import { fingerprintKey, redactSecrets } from '../platform/index.ts'
import { compareSides } from './compare-sides.ts'
import { type ComparisonSide, openComparisonSide } from './comparison-side.ts'
import { type CommandContext, runCommand } from './context.ts'
import { diffAsJson, diffAsSarif, diffAsText } from './diff-output.ts'
import type { RegisterCommand } from './register-command.ts'
import { sayDiagnostic } from './say-diagnostic.ts'
import { openSourceFolder } from './source-folder.ts'

interface DiffOptions {
  tool?: string
  sourceBefore?: string
  sourceAfter?: string
  rename: string[]
  renameRule: string[]
  assumeComplete?: boolean
  json?: boolean
  sarif?: boolean
}

/** `sbr diff`: what is new, fixed, unchanged and unknown between two scans. */
export const registerDiff: RegisterCommand = (program) => {
  program
    .command('diff')
    .description('compare two scans: what is new, fixed, unchanged, unknown')
    .argument('<before>', 'report of any format, JSON Lines of normalize, or output of scan --json')
    .argument('<after>', 'the later one')
    .option('--tool <name>', 'who wrote the reports, where their content does not say')
    .option('--source-before <dir>', 'folder as it was when BEFORE was scanned')
    .option(
      '--source-after <dir>',
      'folder as it was when AFTER was scanned: tells deleted files and suppressions',
    )
    .addOption(
      repeated('--rename <old=new>', 'file that has a new path; may be repeated. Others are inferred'),
    )
    .addOption(repeated('--rename-rule <old=new>', 'rule that has a new id; may be repeated'))
    .option('--assume-complete', 'take JSON Lines that say nothing of their scan for a complete one')
    .option('--json', 'print {summary, renamedFiles, findings}')
    .option('--sarif', 'print SARIF 2.1.0 with baselineState')
    .action((before: string, after: string, options: DiffOptions) =>
      runCommand((context) => diff(before, after, options, context)),
    )
}

const repeated = (flags: string, description: string) =>
  new Option(flags, description)
    .default([], 'none')
    .argParser((value: string, earlier: string[]) => [...earlier, value])

async function diff(
  beforePath: string,
  afterPath: string,
  options: DiffOptions,
  context: CommandContext,
): Promise<ExitCode> {
  if (options.json && options.sarif)
    throw new SbrError('BAD_USAGE', '--json and --sarif exclude each other', { next: 'Choose one.' })
  const sides: ComparisonSide[] = []
  try {
    const folders = {
      before: options.sourceBefore === undefined ? {} : await openSourceFolder(options.sourceBefore),
      after: options.sourceAfter === undefined ? {} : await openSourceFolder(options.sourceAfter),
    }
    const open = async (path: string, folder: ReadContext) => {
      const side = await openComparisonSide(path, readContextOf(folder, context), options)
      sides.push(side)
      return side
    }
    const before = await open(beforePath, folders.before)
    const after = await open(afterPath, folders.after)
    const compared = compareSides(before, after, matchOptions(options, folders))
    for (const side of ['before', 'after'] as const)
      for (const run of compared.runs[side]) {
        for (const diagnostic of run.diagnostics) sayDiagnostic(context, compared[side].name, diagnostic)
        if (run.status !== 'complete')
          context.say(
            `${compared[side].name}: the scan of ${run.tool.name} is not known to be complete: ${side === 'after' ? 'it closes nothing' : 'nothing is new against it'}`,
          )
      }
    const output = options.json ? diffAsJson : options.sarif ? diffAsSarif : diffAsText
    await output(compared, context)
    const runs = [...compared.runs.before, ...compared.runs.after]
    return runs.every((run) => run.status === 'complete') ? EXIT.done : EXIT.incomplete
  } finally {
    for (const side of sides) side.close()
  }
}

const readContextOf = (folder: ReadContext, context: CommandContext): ReadContext => ({
  ...folder,
  redact: (text) => redactSecrets(text).text,
  secretKey: () => fingerprintKey(context.config.home),
})

function matchOptions(
  options: DiffOptions,
  folders: { before: ReadContext; after: ReadContext },
): MatchOptions {
  const { root } = folders.after
  const [earlier, later] = [folders.before.source, folders.after.source]
  return {
    renamedFiles: parsePairs(options.rename, '--rename'),
    renamedRules: parsePairs(options.renameRule, '--rename-rule'),
    ...(root === undefined ? {} : { isDeleted: (path: string) => isAbsent(join(root, path)) }),
    ...(earlier === undefined || later === undefined ? {} : { sources: { before: earlier, after: later } }),
  }
}

/** Is it certain that there is no such file? A folder that may not be entered tells nothing. */
function isAbsent(path: string): boolean {
  try {
    lstatSync(path)
    return false
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    return code === 'ENOENT' || code === 'ENOTDIR'
  }
}

function parsePairs(values: readonly string[], option: string): Map<string, string> {
  return new Map(
    values.map((value) => {
      const at = value.indexOf('=')
      if (at < 1 || at === value.length - 1)
        throw new SbrError('BAD_USAGE', `${option} ${value} is not OLD=NEW`, {
          next: `Write ${option} old=new.`,
        })
      return [value.slice(0, at), value.slice(at + 1)]
    }),
  )
}
