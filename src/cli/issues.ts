import { requireRole } from '../access/index.ts'
import type { Corpus, OverrideToRecord } from '../corpus/index.ts'
import { findingKey } from '../findings/index.ts'
import { EXIT, SbrError } from '../kernel/index.ts'
import { findIssue, findingsNamed, findRuling } from './find-issue.ts'
import { inWorkspace } from './in-workspace.ts'
import { renderIssue, renderIssues, renderRulings } from './issue-tables.ts'
import { parseCount } from './parse-count.ts'
import type { RegisterCommand } from './register-command.ts'

interface JsonFlag {
  json?: boolean
}

interface Place {
  repository?: string
}

interface RulingFlags extends JsonFlag {
  reason: string
  as?: string
}

/** `sbr issues`: the issues of the latest scans, and what people ruled about which findings are one. */
export const registerIssues: RegisterCommand = (program) => {
  const issues = program
    .command('issues')
    .description('issues of the latest scans; split and merge them by hand')
  issues
    .command('list')
    .description('issues of the latest scan of each snapshot, the most severe first')
    .option('--repository <name>', 'only of this repository')
    .option('--snapshot <name>', 'only of this snapshot')
    .option('--limit <n>', 'at most', parseCount, 50)
    .option('--json', 'one JSON object {total, issues}')
    .action((flags: JsonFlag & { repository?: string; snapshot?: string; limit: number }) =>
      inWorkspace(async ({ corpus }, context) => {
        const { json, ...filter } = flags
        const list = await corpus.listIssues(filter)
        await context.out(json ? `${JSON.stringify(list)}\n` : renderIssues(list))
        return EXIT.done
      }),
    )
  issues
    .command('show')
    .description('one issue: its findings, why they are one, and what is near it')
    .argument('<issue>', 'id, or its beginning')
    .option('--repository <name>', 'the repository, where several have the issue')
    .option('--json', 'one JSON object')
    .action((prefix: string, flags: JsonFlag & Place) =>
      inWorkspace(async ({ corpus }, context) => {
        const stored = await findIssue(corpus, prefix, { repository: flags.repository })
        const findings = await corpus.findingsOfIssue(stored)
        await context.out(
          flags.json ? `${JSON.stringify({ ...stored, findings })}\n` : renderIssue(stored, findings),
        )
        return EXIT.done
      }),
    )
  issues
    .command('split')
    .description('findings that are another weakness than the rest of the issue; holds on later scans')
    .argument('<issue>', 'id, or its beginning')
    .option('--repository <name>', 'the repository, where several have the issue')
    .requiredOption('--finding <ids...>', 'findings that leave, by id or its beginning')
    .requiredOption('--reason <text>', 'why')
    .option('--as <name>', 'local identity; default: the system user')
    .option('--json', 'one JSON object {ruling, added, regrouped}')
    .action((prefix: string, flags: RulingFlags & Place & { finding: string[] }) =>
      rule(flags, async (corpus) => {
        const stored = await findIssue(corpus, prefix, {
          repository: flags.repository,
          findings: flags.finding,
        })
        const findings = await corpus.findingsOfIssue(stored)
        const leaving = findingsNamed(findings, flags.finding)
        const staying = findings.filter((finding) => !leaving.includes(finding))
        if (staying.length === 0)
          throw new SbrError('BAD_USAGE', 'Nothing of the issue would stay', {
            next: 'Name some of its findings, not all.',
          })
        return {
          ...RULING,
          repository: stored.repository,
          action: 'split',
          keys: leaving.map(findingKey),
          from: staying.map(findingKey),
        }
      }),
    )
  issues
    .command('merge')
    .description('issues that are one weakness; holds on later scans')
    .argument('<issues...>', 'two or more ids, or their beginnings')
    .option('--repository <name>', 'the repository, where several have the issue')
    .requiredOption('--reason <text>', 'why')
    .option('--across-kinds', 'they may be of different kinds (a secret and a static finding)')
    .option('--as <name>', 'local identity; default: the system user')
    .option('--json', 'one JSON object {ruling, added, regrouped}')
    .action((prefixes: string[], flags: RulingFlags & Place & { acrossKinds?: boolean }) =>
      rule(flags, (corpus) => toMerge(corpus, prefixes, flags)),
    )
  issues
    .command('undo')
    .description('take a ruling back; it stays on record')
    .argument('<ruling>', 'id, or its beginning, as `sbr issues rulings` shows it')
    .requiredOption('--reason <text>', 'why')
    .option('--repository <name>', 'the repository that it is about')
    .option('--as <name>', 'local identity; default: the system user')
    .option('--json', 'one JSON object {ruling, added, regrouped}')
    .action((prefix: string, flags: RulingFlags & Place) =>
      rule(flags, async (corpus) => {
        const { repository, override } = await findRuling(corpus, prefix, flags.repository)
        return { ...RULING, repository, action: 'undo', undoes: override.id }
      }),
    )
  issues
    .command('rulings')
    .description('what was split, merged and taken back, by whom and why')
    .option('--repository <name>', 'only of this repository')
    .option('--json', 'one JSON object a ruling')
    .action((flags: JsonFlag & { repository?: string }) =>
      inWorkspace(async ({ corpus }, context) => {
        const rulings = await corpus.allIssueOverrides(flags.repository)
        await context.out(
          flags.json ? rulings.map((one) => `${JSON.stringify(one)}\n`).join('') : renderRulings(rulings),
        )
        return EXIT.done
      }),
    )
}

type Ruling = Omit<OverrideToRecord, 'reason'>

const RULING = { keys: [], from: [], undoes: null, acrossKinds: false } as const

/** Records a ruling under the name of who ruled. */
function rule(flags: RulingFlags, toRuling: (corpus: Corpus) => Promise<Ruling>): Promise<void> {
  return inWorkspace(async ({ corpus }, context) => {
    requireRole(corpus.audit.actor, ['security-reviewer'], 'rule on issues')
    if (flags.reason.trim() === '')
      throw new SbrError('BAD_USAGE', 'A ruling needs a reason', { next: 'Give one by --reason.' })
    const ruling = await toRuling(corpus)
    const { id, added, regrouped } = await corpus.recordIssueOverride({ ...ruling, reason: flags.reason })
    await context.out(
      flags.json
        ? `${JSON.stringify({ ruling: id, added, regrouped })}\n`
        : `${ruling.action} ${id.slice(0, 12)} by ${corpus.audit.actor.name}${added ? `: ${regrouped} ${regrouped === 1 ? 'scan' : 'scans'} grouped anew` : ', as before'}\n`,
    )
    return EXIT.done
  }, flags)
}

async function toMerge(
  corpus: Corpus,
  prefixes: readonly string[],
  flags: Place & { acrossKinds?: boolean },
): Promise<Ruling> {
  const first = await findIssue(corpus, prefixes[0] ?? '', { repository: flags.repository })
  const place = { repository: first.repository, snapshot: first.snapshot }
  const others = await Promise.all(prefixes.slice(1).map((prefix) => findIssue(corpus, prefix, place)))
  const stored = [...new Map([first, ...others].map((one) => [one.issue.id, one])).values()]
  if (stored.length < 2)
    throw new SbrError('BAD_USAGE', 'A merge needs two issues or more', { next: 'Name another one.' })
  const findings = (await Promise.all(stored.map((one) => corpus.findingsOfIssue(one)))).flat()
  const kinds = [...new Set(findings.map(({ kind }) => kind))]
  if (kinds.length > 1 && !flags.acrossKinds)
    throw new SbrError('BAD_USAGE', `These issues are of different kinds: ${kinds.join(', ')}`, {
      next: 'Say --across-kinds where they are one weakness all the same.',
    })
  return {
    ...RULING,
    repository: first.repository,
    action: 'merge',
    keys: findings.map(findingKey),
    acrossKinds: kinds.length > 1,
  }
}
