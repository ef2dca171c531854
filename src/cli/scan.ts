import { groupIssues, newSince, type ScanSide, sarifChunks } from '../findings/index.ts'
import { EXIT, type ExitCode, type Finding, SbrError, type ScanReport } from '../kernel/index.ts'
import { fingerprintKey, redactSecrets } from '../platform/index.ts'
import {
  collectTargets,
  createEnginePool,
  type Divergence,
  lineageOfRuns,
  measureDivergence,
  type TargetList,
} from '../scanners/index.ts'
import { loadBaseline } from './comparison-side.ts'
import { type CommandContext, runCommand } from './context.ts'
import { CHECK_ENGINE, describeAlarms, formatDivergence } from './divergence-output.ts'
import { readRulings } from './read-rulings.ts'
import type { RegisterCommand } from './register-command.ts'
import { describeGaps, formatScanTable } from './scan-table.ts'

interface ScanOptions {
  engines?: string
  baseline?: string
  rulings?: string
  divergence?: boolean
  codeBase?: boolean
  json?: boolean
  sarif?: boolean
}

/** `sbr scan`: files and folders → runs, findings, issues. Needs no database. */
export const registerScan: RegisterCommand = (program) => {
  program
    .command('scan')
    .description('scan files and folders with every engine that is installed')
    .argument('<path...>', 'files and folders')
    .option(
      '--engines <names>',
      'engines to ask for, separated by commas; one that cannot run is then exit 3',
    )
    .option('--baseline <file>', 'an earlier scan (--json, or any report): report only what is new since')
    .option('--rulings <file>', 'what people split and merged: the output of `sbr issues rulings --json`')
    .option('--divergence', 'per pair of engines and CWE: what one sees and the other does not')
    .option(
      '--code-base',
      'fewer false alarms where the callers are there too: for our rules only what a request carries is from outside, not all that a function is given',
    )
    .option('--json', 'print {runs, findings, issues}')
    .option('--sarif', 'print SARIF 2.1.0')
    .action((paths: string[], options: ScanOptions) => runCommand((context) => scan(paths, options, context)))
}

async function scan(paths: string[], options: ScanOptions, context: CommandContext): Promise<ExitCode> {
  if (options.json && options.sarif)
    throw new SbrError('BAD_USAGE', '--json and --sarif exclude each other', { next: 'Choose one.' })
  const engines = options.engines
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  const baseline = options.baseline === undefined ? null : await readBaseline(options.baseline, context)
  const rulings = options.rulings === undefined ? [] : readRulings(options.rulings)
  const pool = createEnginePool({
    purpose: 'scan',
    home: context.config.home,
    ...(engines === undefined ? {} : { engines }),
    ...(options.codeBase ? { subject: 'code-base' } : {}),
    ...(options.divergence ? { also: [CHECK_ENGINE] } : {}),
  })
  try {
    const list = await collectTargets(paths)
    if (context.interactive)
      context.say(`Scanning ${list.targets.length} files with ${pool.names.join(', ')}`)
    const outputs = await pool.scan({
      root: list.root,
      targets: list.targets,
      timeoutMs: context.config.scanTimeoutSeconds * 1000,
      signal: context.signal,
    })
    const runs = outputs.map((output) => output.run)
    // The check is no voice: it says what Semgrep has said, or one of them is wrong.
    const all = outputs.flatMap(({ run, findings }) => (run.tool.name === CHECK_ENGINE ? [] : findings))
    const divergence = options.divergence ? measureDivergence(outputs) : null
    const findings = baseline === null ? all : showNewSince(baseline, { runs, findings: all }, context)
    const issues = groupIssues(findings, lineageOfRuns(runs), rulings)
    const report: ScanReport = { runs, findings, issues }
    const gaps = describeGaps(runs, list, engines ?? [])
    await context.out(render(report, list, options, gaps, divergence))
    if (divergence !== null) for (const alarm of describeAlarms(divergence)) context.say(`sbr: ${alarm}`)
    if (gaps.length > 0 && (options.json || options.sarif)) for (const gap of gaps) context.say(`sbr: ${gap}`)
    if (gaps.length > 0) return EXIT.incomplete
    return issues.length > 0 ? EXIT.issuesFound : EXIT.done
  } finally {
    await pool.close()
  }
}

function render(
  report: ScanReport,
  list: TargetList,
  options: ScanOptions,
  gaps: readonly string[],
  divergence: Divergence | null,
): string {
  if (options.sarif) return [...sarifChunks(report)].join('')
  const compared = divergence === null ? {} : { divergence }
  if (options.json) return `${JSON.stringify({ ...report, skipped: list.skipped, ...compared })}\n`
  return `${formatScanTable(report, gaps)}${divergence === null ? '' : formatDivergence(divergence)}`
}

/** Findings that the earlier scan did not have. What cannot be told apart from an old one is shown too. */
function showNewSince(before: ScanSide, after: ScanSide, context: CommandContext): Finding[] {
  const { findings, match } = newSince(before, after)
  const unsure = findings.length - match.introduced.length
  context.say(
    `Since the baseline: ${match.introduced.length} new, ${unsure} possibly new, ${match.unchanged.length} unchanged, ${match.fixed.length} gone`,
  )
  return findings
}

async function readBaseline(path: string, context: CommandContext): Promise<ScanSide> {
  try {
    return await loadBaseline(path, {
      redact: (text) => redactSecrets(text).text,
      secretKey: () => fingerprintKey(context.config.home),
    })
  } catch (cause) {
    throw new SbrError('BAD_USAGE', `--baseline ${path} cannot be read as a scan`, {
      cause,
      next: 'Name a file that `sbr scan --json` wrote, or a report.',
    })
  }
}
