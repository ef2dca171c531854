import Table from 'cli-table3'
import { EXIT, type ExitCode } from '../kernel/index.ts'
import { type CheckResult, isHealthy, platformChecks, runChecks } from '../platform/index.ts'
import { type CommandContext, runCommand } from './context.ts'
import { productChecks } from './doctor-checks.ts'
import type { RegisterCommand } from './register-command.ts'

/** `sbr doctor`: tries everything that a run needs and says what is missing and how to get it. */
export const registerDoctor: RegisterCommand = (program) => {
  program
    .command('doctor')
    .description('try everything that a run needs here; say what is missing and how to get it')
    .option('--json', 'print {healthy, checks}')
    .action((options: { json?: boolean }) => runCommand((context) => examine(options, context)))
}

async function examine(options: { json?: boolean }, context: CommandContext): Promise<ExitCode> {
  context.say('Trying everything that a run needs; this takes about a minute.')
  const checks = await runChecks([...platformChecks(context.config), ...productChecks(context.config)])
  const healthy = isHealthy(checks)
  await context.out(options.json ? `${JSON.stringify({ healthy, checks })}\n` : renderChecks(checks))
  const faults = checks.filter((check) => check.required && check.status !== 'ok')
  if (!healthy) context.say(`${faults.length} required: ${faults.map((fault) => fault.name).join(', ')}.`)
  return healthy ? EXIT.done : EXIT.failure
}

/** The table for people: every check, then what to do, once each. */
function renderChecks(checks: readonly CheckResult[]): string {
  const table = new Table({
    head: ['', 'what', 'status', 'detail'],
    style: { head: [], border: [] },
    wordWrap: true,
    colWidths: [12, 18, 10, 70],
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  })
  const ordered = [...new Set(checks.map((check) => check.area))].flatMap((area) =>
    checks.filter((check) => check.area === area),
  )
  for (const check of ordered) table.push([check.area, check.name, check.status, check.detail])
  const steps = new Map<string, string[]>()
  for (const check of ordered)
    if (check.status !== 'ok' && check.next !== null)
      steps.set(check.next, [...(steps.get(check.next) ?? []), check.name])
  const next = [...steps].map(([step, names]) => `  ${names.join(', ')}: ${step}\n`).join('')
  return `${table.toString()}\n${next === '' ? '' : `Next:\n${next}`}`
}
