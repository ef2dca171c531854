import { readFile } from 'node:fs/promises'
import { loadDemonstration } from '../collect/index.ts'
import { groupIssues, readReport } from '../findings/index.ts'
import { EXIT, SbrError, sha256 } from '../kernel/index.ts'
import { collectAndScan, scanFolder } from '../pipeline/index.ts'
import { redactSecrets } from '../platform/index.ts'
import { lineageOfRuns } from '../scanners/index.ts'
import { inWorkspace } from './in-workspace.ts'
import type { RegisterCommand } from './register-command.ts'

interface JsonFlag {
  json?: boolean
}

/** `sbr collect`: fills the corpus from packages with advisories, from a folder, from reports. */
export const registerCollect: RegisterCommand = (program) => {
  const collect = program
    .command('collect')
    .description('fill the corpus: from advisories, a folder, or reports')
  collect
    .command('advisories')
    .description('packages with published advisories in both versions: fetch, scan, judge, store')
    .option('--only <names...>', 'only these packages')
    .option('--json', 'one JSON object')
    .action((flags: JsonFlag & { only?: string[] }) =>
      inWorkspace(async (workspace, context) => {
        const all = await loadDemonstration()
        const list = flags.only ? all.filter((advisory) => flags.only?.includes(advisory.package)) : all
        if (list.length === 0)
          throw new SbrError('BAD_USAGE', `No package of the list is named ${flags.only?.join(', ')}`, {
            next: 'See `sbr advisories list`.',
          })
        const { outcomes, scans } = await collectAndScan(workspace, list)
        const failed = outcomes.filter((outcome) => outcome.status === 'failed')
        const remediations = scans.reduce((sum, scan) => sum + scan.remediations, 0)
        if (flags.json) await context.out(`${JSON.stringify({ outcomes, scans })}\n`)
        else
          await context.out(
            `${scans.length} packages in both versions, ${remediations} remediations, ${failed.length} not collected\n`,
          )
        for (const outcome of failed) context.say(`${outcome.id}: ${outcome.reason}`)
        return failed.length > 0 ? EXIT.incomplete : EXIT.done
      }),
    )
  collect
    .command('repo')
    .description('scan a folder or checkout and store what was found')
    .argument('<path>', 'the folder')
    .option('--json', 'one JSON object')
    .action((path: string, flags: JsonFlag) =>
      inWorkspace(async (workspace, context) => {
        const { repository, content, counts } = await scanFolder(workspace, path)
        if (flags.json) await context.out(`${JSON.stringify({ repository, snapshot: content, ...counts })}\n`)
        else
          await context.out(
            `${repository}: ${counts.files} files, ${counts.issues.total} issues, ${counts.notScanned} target results unknown\n`,
          )
        return counts.notScanned > 0 ? EXIT.incomplete : EXIT.done
      }),
    )
  collect
    .command('reports')
    .description('store what other scanners reported')
    .argument('<files...>', 'reports in any format that `sbr normalize` reads')
    .option('--repository <name>', 'repository that they are about', 'reports')
    .option('--json', 'one JSON object a report')
    .action((files: string[], flags: JsonFlag & { repository: string }) =>
      inWorkspace(async ({ corpus }, context) => {
        let incomplete = false
        for (const file of files) {
          const bytes = await readFile(file).catch((cause: unknown) => {
            throw new SbrError('NOT_FOUND', `${file} cannot be read`, {
              cause,
              next: 'Name an existing report.',
            })
          })
          const { findings, runs } = await readReport(
            { name: file, bytes },
            { redact: (text) => redactSecrets(text).text },
          )
          const overrides = await corpus.issueOverrides(flags.repository)
          const issues = groupIssues(findings, lineageOfRuns(runs), overrides)
          const snapshot = `report-${sha256(bytes).slice(0, 16)}`
          const { added } = await corpus.storeScan({
            repository: flags.repository,
            kind: 'report',
            snapshot,
            report: { runs, findings, issues },
          })
          incomplete ||= runs.some((run) => run.status !== 'complete')
          const statuses = runs.map((run) => `${run.tool.name} ${run.status}`).join(', ')
          await context.out(
            flags.json
              ? `${JSON.stringify({ file, snapshot, findings: findings.length, issues: issues.length, added, runs: runs.map(({ tool, status }) => ({ tool: tool.name, status })) })}\n`
              : `${file}: ${findings.length} findings, ${added.findings} new (${statuses})\n`,
          )
        }
        return incomplete ? EXIT.incomplete : EXIT.done
      }),
    )
}
