import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Option } from 'commander'
import {
  type ByteSource,
  printable,
  READERS,
  type ReadContext,
  type ReportEvent,
  streamReport,
} from '../findings/index.ts'
import { EXIT, type ExitCode, SbrError, type ScanRun, toSbrError } from '../kernel/index.ts'
import { fingerprintKey, PROJECT_ROOT, redactSecrets } from '../platform/index.ts'
import { BatchedOutput } from './batched-output.ts'
import { type CommandContext, runCommand } from './context.ts'
import { type NormalizeFormat, openFindingOutput } from './finding-output.ts'
import { showProgress } from './progress.ts'
import type { RegisterCommand } from './register-command.ts'
import { OpenReports } from './report-file.ts'
import { sayDiagnostic } from './say-diagnostic.ts'
import { compareWithBaseline, type SinceBaseline } from './since-baseline.ts'
import { openSourceFolder } from './source-folder.ts'

interface NormalizeOptions {
  tool?: string
  source?: string
  summary?: boolean
  runs?: boolean
  readers?: boolean
  schema?: boolean
  json?: boolean
  baseline?: string
  format: NormalizeFormat
}

/** `sbr normalize`: reports of any tool → one finding a line. */
export const registerNormalize: RegisterCommand = (program) => {
  program
    .command('normalize')
    .description('turn scanner reports into findings, one JSON object a line')
    .argument('[file...]', 'reports, of any size; - reads one from stdin')
    .option(
      '--tool <name>',
      'who wrote the reports, where their content does not say; --readers lists the names',
    )
    .option(
      '--source <dir>',
      'folder that was scanned: paths become relative to it, columns exact, fingerprints stable',
    )
    .option('--summary', 'print one JSON object {findings, runs, unreadable} instead of findings')
    .option(
      '--runs',
      'print a line {"schemaVersion", "run"} for each scan run, too: its status, targets, diagnostics',
    )
    .option(
      '--baseline <file>',
      'an earlier report, or what normalize or scan --json printed: only what is new since',
    )
    .option('--readers', 'list the formats that can be read, and how each was proven')
    .option('--schema', 'print the JSON Schema of a finding')
    .addOption(
      new Option('--format <format>', 'form of the result')
        .choices(['jsonl', 'sarif', 'csv'])
        .default('jsonl'),
    )
    .option('--json', 'results are JSON already; with --readers, print the list as JSON')
    .action((files: string[], options: NormalizeOptions) =>
      runCommand((context) => {
        if (options.readers) return listReaders(options, context)
        if (options.schema) return printSchema(context)
        return normalize(files, options, context)
      }),
    )
}

async function normalize(
  files: string[],
  options: NormalizeOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const reports = new OpenReports()
  try {
    return await normalizeReports(files, options, reports, context)
  } finally {
    reports.close()
  }
}

async function normalizeReports(
  files: string[],
  options: NormalizeOptions,
  reports: OpenReports,
  context: CommandContext,
): Promise<ExitCode> {
  if (files.length === 0)
    throw new SbrError('BAD_USAGE', 'No report is named', {
      next: 'Name report files, or - for standard input.',
    })
  const home = context.config.home
  const readContext: ReadContext = {
    ...(options.source === undefined ? {} : await openSourceFolder(options.source)),
    redact: (text) => redactSecrets(text).text,
    secretKey: () => fingerprintKey(home),
  }
  const baseline =
    options.baseline === undefined
      ? null
      : await sinceBaseline(options.baseline, files, options, readContext, reports, context)
  const output = openFindingOutput(options.summary ? 'none' : options.format, { runs: options.runs === true })
  const out = new BatchedOutput(context)
  const progress = showProgress(context)
  const runs: ScanRun[] = []
  const unreadable: { file: string; reason: string }[] = []
  let read = 0
  let count = 0
  for (const file of files) {
    try {
      const report = await reports.open(file)
      let position = 0
      const watched: ByteSource = {
        size: report.size,
        read(at, into) {
          position = at
          return report.read(at, into)
        },
      }
      const { reader, events } = streamReport(
        { name: file, bytes: watched, ...readerOf(options) },
        readContext,
      )
      if (context.interactive) progress.step(`${printable(file)}: ${reader}`)
      for (const event of events) {
        if (event.type === 'run') takeRun(event, file, runs, context)
        else if (baseline !== null && !baseline.isNew(read++)) continue
        else count++
        let due = false
        for (const text of output.write(event)) due = out.add(text) || due
        if (!due) continue
        await out.flush()
        context.signal.throwIfAborted()
        if (context.interactive) progress.advance(position, report.size, 'bytes')
      }
    } catch (thrown) {
      const error = unreadableOnly(thrown)
      context.say(
        `sbr: ${printable(error.message)} [${error.code}]${error.next ? `\n  next: ${error.next}` : ''}`,
      )
      unreadable.push({ file, reason: printable(error.message) })
    } finally {
      reports.release(file)
    }
  }
  if (context.interactive) progress.end()
  for (const text of output.end()) out.add(text)
  if (options.summary)
    out.add(
      `${JSON.stringify({
        findings: count,
        runs: runs.map(({ tool, status, targets, diagnostics }) => ({
          tool,
          status,
          targets: countTargets(targets),
          diagnostics,
        })),
        unreadable,
        ...(baseline === null ? {} : { since: baseline.counts }),
      })}\n`,
    )
  await out.flush()
  for (const warning of output.warnings()) context.say(warning)
  if (unreadable.length > 0) return EXIT.failure
  return runs.some((run) => run.status !== 'complete') ? EXIT.incomplete : EXIT.done
}

/** Compares with the baseline in a reading of its own; what cannot be read is told by the reading that prints. */
async function sinceBaseline(
  baseline: string,
  files: readonly string[],
  options: NormalizeOptions,
  readContext: ReadContext,
  reports: OpenReports,
  context: CommandContext,
): Promise<SinceBaseline> {
  const opened = await Promise.all(
    files.map(async (name) => {
      try {
        return { name, bytes: await reports.open(name), ...readerOf(options) }
      } catch {
        return null
      }
    }),
  )
  function* events(): Iterable<ReportEvent> {
    for (const report of opened) {
      if (report === null) continue
      try {
        yield* streamReport(report, readContext).events
      } catch (thrown) {
        unreadableOnly(thrown)
      }
    }
  }
  const since = await compareWithBaseline(baseline, events(), readContext)
  const { counts } = since
  context.say(
    `Since the baseline: ${counts.new} new, ${counts.unknown} not known to be old or gone, ${counts.unchanged} unchanged, ${counts.fixed} fixed`,
  )
  return since
}

const readerOf = ({ tool }: NormalizeOptions) => (tool === undefined ? {} : { reader: tool })

/** The error of one report; a name that no reader has is wrong for every report. */
function unreadableOnly(thrown: unknown): SbrError {
  const error = toSbrError(thrown)
  if (error.code !== 'BAD_INPUT') throw error
  return error
}

function takeRun(
  { run }: Extract<ReportEvent, { type: 'run' }>,
  file: string,
  runs: ScanRun[],
  context: CommandContext,
): void {
  for (const diagnostic of run.diagnostics) sayDiagnostic(context, file, diagnostic)
  if (run.status !== 'complete')
    context.say(
      `${printable(file)}: the scan of ${printable(run.tool.name)} is ${run.status}: what it does not report may still be there`,
    )
  runs.push(run)
}

/** How many targets were scanned, skipped, … : the list itself may be long. */
function countTargets(targets: ScanRun['targets']): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status } of targets) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

/** The table of formats, as data or for people. */
async function listReaders(options: NormalizeOptions, context: CommandContext): Promise<ExitCode> {
  for (const reader of READERS) {
    const { facts, name, tools, format } = reader
    await context.out(
      options.json
        ? `${JSON.stringify({ name, format, tools, ...facts })}\n`
        : `${name.padEnd(28)} ${tools.join(', ').padEnd(30)} ${facts.proof.by === 'captured' ? `proven on output of ${facts.proof.tools.join(', ')}` : 'after its documentation only'}\n`,
    )
  }
  return EXIT.done
}

async function printSchema(context: CommandContext): Promise<ExitCode> {
  await context.out(readFileSync(join(PROJECT_ROOT, 'schemas', 'finding.schema.json'), 'utf8'))
  return EXIT.done
}
