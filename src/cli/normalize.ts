import { readFileSync, realpathSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { Option } from 'commander'
import {
  CSV_HEADER,
  printable,
  type ReportResult,
  readerNames,
  readReport,
  toCsvRow,
  toSarif,
} from '../findings/index.ts'
import { EXIT, type ExitCode, SbrError, toSbrError } from '../kernel/index.ts'
import { redactSecrets } from '../platform/index.ts'

import { type CommandContext, runCommand } from './context.ts'
import type { RegisterCommand } from './register-command.ts'

interface NormalizeOptions {
  tool?: string
  source?: string
  summary?: boolean
  format: 'jsonl' | 'sarif' | 'csv'
}

/** `sbr normalize`: reports of any tool → one finding a line. */
export const registerNormalize: RegisterCommand = (program) => {
  program
    .command('normalize')
    .description('turn scanner reports into findings, one JSON object a line')
    .argument('<file...>', 'reports; - reads one from stdin')
    .option(
      '--tool <name>',
      `who wrote the reports, where their content does not say: ${readerNames().join(', ')}`,
    )
    .option(
      '--source <dir>',
      'folder that was scanned: paths become relative to it, columns exact, fingerprints stable',
    )
    .option('--summary', 'print one JSON object {findings, runs} instead of findings')
    .addOption(
      new Option('--format <format>', 'form of the result')
        .choices(['jsonl', 'sarif', 'csv'])
        .default('jsonl'),
    )
    .option('--json', 'results are JSON already; accepted so that every command takes it')
    .action((files: string[], options: NormalizeOptions) =>
      runCommand((context) => normalize(files, options, context)),
    )
}

async function normalize(
  files: string[],
  options: NormalizeOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const source = options.source === undefined ? undefined : openSource(options.source)
  const all: Pick<ReportResult, 'findings' | 'runs'> = { findings: [], runs: [] }
  let failed = false
  let incomplete = false
  let count = 0
  if (!options.summary && options.format === 'csv') await context.out(CSV_HEADER)
  for (const file of files) {
    try {
      const bytes = await readBytes(file)
      const report = await readReport(
        { name: file, bytes, ...(options.tool === undefined ? {} : { reader: options.tool }) },
        { ...source, redact: (text) => redactSecrets(text).text },
      )
      for (const diagnostic of report.diagnostics)
        context.say(
          `${printable(diagnostic.path ?? file)}${diagnostic.position === undefined ? '' : `:${diagnostic.position}`}: ${diagnostic.level}: ${printable(diagnostic.message)} [${diagnostic.code}]`,
        )
      incomplete ||= report.runs.some((run) => run.status !== 'complete')
      all.runs.push(...report.runs)
      count += report.findings.length
      if (options.summary) continue
      if (options.format === 'sarif') all.findings.push(...report.findings)
      else
        for (const finding of report.findings)
          await context.out(options.format === 'csv' ? toCsvRow(finding) : `${JSON.stringify(finding)}\n`)
    } catch (thrown) {
      // A name that no reader has is wrong for every file.
      const error = toSbrError(thrown)
      if (error.code === 'BAD_USAGE') throw error
      context.say(
        `sbr: ${printable(error.message)} [${error.code}]${error.next ? `\n  next: ${error.next}` : ''}`,
      )
      failed = true
    }
  }
  if (options.summary)
    await context.out(
      `${JSON.stringify({
        findings: count,
        runs: all.runs.map(({ tool, status, diagnostics }) => ({ tool, status, diagnostics })),
      })}\n`,
    )
  else if (options.format === 'sarif') await context.out(`${JSON.stringify(toSarif(all))}\n`)
  if (failed) return EXIT.failure
  return incomplete ? EXIT.incomplete : EXIT.done
}

async function readBytes(file: string): Promise<Uint8Array> {
  if (file !== '-') {
    try {
      if (!statSync(file).isDirectory()) return readFileSync(file)
    } catch (cause) {
      throw new SbrError(
        'BAD_INPUT',
        `${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`,
        { cause },
      )
    }
    throw new SbrError('BAD_INPUT', `${file} is a folder`, { next: 'Name the report files in it.' })
  }
  const pieces: Buffer[] = []
  for await (const piece of process.stdin) pieces.push(Buffer.from(piece as Uint8Array))
  return Buffer.concat(pieces)
}

/** Source files larger than this are not read for columns and fingerprints. */
const MAX_SOURCE_BYTES = 8 * 1024 * 1024

/** Reads scanned files, and nothing outside of the folder: not even through a link. */
function openSource(folder: string): { root: string; source: (path: string) => string | null } {
  const root = resolve(folder)
  let real: string
  try {
    real = realpathSync(root)
    if (!statSync(real).isDirectory()) throw new Error('not a folder')
  } catch (cause) {
    throw new SbrError('BAD_USAGE', `--source ${folder} is no folder`, { cause })
  }
  return {
    root,
    source: (path) => {
      try {
        const file = realpathSync(join(real, path))
        if (!file.startsWith(real.endsWith(sep) ? real : real + sep)) return null
        const facts = statSync(file)
        return facts.isFile() && facts.size <= MAX_SOURCE_BYTES ? readFileSync(file, 'utf8') : null
      } catch {
        return null
      }
    },
  }
}
