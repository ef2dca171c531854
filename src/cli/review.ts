import Table from 'cli-table3'
import { InvalidArgumentError } from 'commander'
import { requireRole } from '../access/index.ts'
import type { Corpus, LocatedFinding, ReviewQueue } from '../corpus/index.ts'
import { printable } from '../findings/index.ts'
import { DECISION_VERDICTS, type DecisionVerdict, EXIT, SbrError } from '../kernel/index.ts'
import { inWorkspace } from './in-workspace.ts'
import { parseCount } from './parse-count.ts'
import type { RegisterCommand } from './register-command.ts'

interface JsonFlag {
  json?: boolean
}

/** `sbr review`: people decide on findings. What they decide reaches rewards, datasets and the gate. */
export const registerReview: RegisterCommand = (program) => {
  const review = program.command('review').description('decide on findings, as a person')
  review
    .command('list')
    .description('findings that no person decided on; those with evidence first, then the most severe')
    .option('--repository <name>', 'only of this repository')
    .option('--cwe <number>', 'only of this CWE', parseCount)
    .option('--limit <n>', 'at most', parseCount, 50)
    .option('--json', 'one JSON object {total, findings}')
    .action((flags: JsonFlag & { repository?: string; cwe?: number; limit: number }) =>
      inWorkspace(async ({ corpus }, context) => {
        const { json, ...filter } = flags
        const queue = await corpus.reviewQueue(filter)
        await context.out(json ? `${JSON.stringify(queue)}\n` : renderQueue(queue))
        return EXIT.done
      }),
    )
  review
    .command('show')
    .description('one finding with the code around it')
    .argument('<finding>', 'id, or its beginning')
    .option('--json', 'one JSON object')
    .action((prefix: string, flags: JsonFlag) =>
      inWorkspace(async ({ corpus }, context) => {
        const [place] = await findPlaces(corpus, prefix)
        await context.out(flags.json ? `${JSON.stringify(place)}\n` : renderPlace(place))
        return EXIT.done
      }),
    )
  review
    .command('decide')
    .description('record a decision; it is never changed: a second thought is a second decision')
    .argument('<finding>', 'id, or its beginning')
    .argument('<verdict>', DECISION_VERDICTS.join(', '), parseVerdict)
    .requiredOption('--reason <text>', 'why')
    .option('--as <name>', 'local identity; default: the system user')
    .option('--json', 'one JSON object {finding, verdict, decider, places, added}')
    .action((prefix: string, verdict: DecisionVerdict, flags: JsonFlag & { reason: string; as?: string }) =>
      inWorkspace(async ({ corpus }, context) => {
        const decider = corpus.audit.actor
        requireRole(decider, ['security-reviewer'], 'decide on findings')
        if (flags.reason.trim() === '')
          throw new SbrError('BAD_USAGE', 'A decision needs a reason', { next: 'Give one by --reason.' })
        const places = await findPlaces(corpus, prefix)
        const [{ finding }] = places
        const { added } = await corpus.recordDecisions(
          places.map(({ repository, snapshot }) => ({
            repository,
            snapshot,
            finding: finding.id,
            verdict,
            deciderKind: 'person' as const,
            decider: decider.name,
            reason: flags.reason,
            evidence: { rule: finding.rule.id, tool: finding.tool.name },
          })),
        )
        await context.out(
          flags.json
            ? `${JSON.stringify({ finding: finding.id, verdict, decider: decider.name, places: places.length, added })}\n`
            : `${finding.id.slice(0, 16)} ${verdict} by ${decider.name}${added === 0 ? ', as before' : ''}\n`,
        )
        return EXIT.done
      }, flags),
    )
}

/** Places of the one finding that the prefix names. The same content scanned in two snapshots is one finding. */
async function findPlaces(corpus: Corpus, prefix: string): Promise<[LocatedFinding, ...LocatedFinding[]]> {
  // Short beginnings match half the corpus, and a decision must not meet what was not meant.
  if (prefix.length < 6)
    throw new SbrError('BAD_USAGE', `"${prefix}" is too short to name a finding`, {
      next: 'Give at least six characters of its id.',
    })
  const places = await corpus.locateFindings(prefix, 1000)
  const [first, ...others] = places
  if (first === undefined)
    throw new SbrError('NOT_FOUND', `No finding begins with "${prefix}"`, {
      next: '`sbr review list` shows what waits for a decision.',
    })
  if (others.some((other) => other.finding.id !== first.finding.id))
    throw new SbrError('BAD_USAGE', `Several findings begin with "${prefix}"`, {
      next: 'Give more of the id.',
    })
  return [first, ...others]
}

function renderQueue({ total, findings }: ReviewQueue): string {
  if (findings.length === 0)
    return 'No finding waits for a decision. Next: sbr collect repo PATH, or sbr dataset build\n'
  const table = new Table({
    head: ['finding', 'severity', 'CWE', 'where', 'what', 'evidence'],
    style: { head: [], border: [], compact: true },
    colWidths: [null, null, null, 48, 48, null],
    wordWrap: true,
  })
  for (const { repository, snapshot, finding, evidence } of findings)
    table.push([
      finding.id.slice(0, 12),
      finding.severity.level,
      String(finding.cwe.primary ?? ''),
      `${placeOf(repository, snapshot)} ${whereOf(finding)}`,
      printable(finding.title).slice(0, 90),
      evidence.map((entry) => `${entry.decider}: ${entry.verdict}`).join('\n'),
    ])
  return `${table}\n${findings.length} of ${total} findings. Next: sbr review show FINDING, sbr review decide FINDING VERDICT --reason TEXT\n`
}

function renderPlace({ repository, snapshot, finding, code }: LocatedFinding): string {
  const lines = [
    `${finding.id}`,
    `${finding.severity.level}, CWE-${finding.cwe.primary ?? 'unknown'}, ${finding.tool.name} ${finding.rule.id}`,
    `${repository} ${snapshot} ${whereOf(finding)}`,
    printable(finding.message),
  ]
  if (code === null) lines.push('(the code around it is not stored)')
  else
    lines.push(
      '',
      ...code.text
        .trimEnd()
        .split('\n')
        .map((line, index) => {
          const number = code.startLine + index
          const marked =
            number >= (finding.location?.startLine ?? 0) && number <= (finding.location?.endLine ?? -1)
          return `${marked ? '>' : ' '}${String(number).padStart(5)}  ${printable(line.replaceAll('\t', '    '))}`
        }),
    )
  return `${lines.join('\n')}\n`
}

/** A version says more than its repository, a digest says less. */
const placeOf = (repository: string, snapshot: string): string =>
  printable(/^[0-9a-f]{64}$/.test(snapshot) ? repository : snapshot)

const whereOf = ({ location }: LocatedFinding['finding']): string =>
  location === null ? '' : `${printable(location.path)}:${location.startLine ?? '?'}`

function parseVerdict(text: string): DecisionVerdict {
  const verdict = DECISION_VERDICTS.find((word) => word === text)
  if (verdict === undefined) throw new InvalidArgumentError(`It is ${DECISION_VERDICTS.join(', ')}.`)
  return verdict
}
