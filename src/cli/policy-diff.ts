import type { Command } from 'commander'
import { sampleDigest } from '../corpus/index.ts'
import { printable } from '../findings/index.ts'
import { EXIT, type ExitCode, type RewardDocument, type Sample, SbrError } from '../kernel/index.ts'
import {
  compareDocuments,
  comparePairs,
  comparePolicies,
  type JudgeSession,
  openPolicyReference,
  type PolicyReference,
  type RewardComparison,
  type Workspace,
  withJudge,
} from '../pipeline/index.ts'
import type { Policy } from '../reward/index.ts'
import type { CommandContext } from './context.ts'
import { inWorkspace } from './in-workspace.ts'
import { parseCount } from './parse-count.ts'
import { readSampleFiles, readSampleLines } from './sample-input.ts'

interface DiffOptions {
  stdin?: boolean
  limit: number
  json?: boolean
}

interface Difference extends ReturnType<typeof comparePolicies> {
  /** Engines, packs and the like that are others now; empty where `before` was not named by a hash. */
  judges: string[]
  rewards: RewardComparison | null
}

/** `sbr policy diff`: what a new calibration, policy or rule pack changes for past rewards. */
export function registerPolicyDiff(policy: Command): void {
  policy
    .command('diff')
    .description('what changes between two policies, and for which rewards')
    .argument('<before>', 'name, file, or the hash that rewards carry')
    .argument('<after>', 'name or file')
    .argument(
      '[path...]',
      'code to judge under both; without, the rewards in the store are weighed anew where their documents allow it',
    )
    .option('--stdin', 'samples as JSON Lines on stdin')
    .option('--limit <n>', 'rewards of the store, the newest first', parseCount, 10_000)
    .option('--json', 'one JSON object')
    .action((before: string, after: string, paths: string[], options: DiffOptions) =>
      inWorkspace(async (workspace, context) => {
        const home = context.config.home
        const from = await openPolicyReference(before, workspace.corpus, home)
        const to = await openPolicyReference(after, workspace.corpus, home)
        const samples = await readSamples(paths, options)
        const difference: Difference = {
          ...comparePolicies(from.policy, to.policy),
          ...(samples === null
            ? await comparePast(workspace, from, to, options.limit)
            : await compareSamples(samples, { before, after, from }, workspace, context)),
        }
        await context.out(options.json ? `${JSON.stringify(difference)}\n` : describe(difference))
        return exitOf(difference.rewards)
      }),
    )
}

/** Rewards that could not be compared are missing from the answer: it is incomplete. */
const exitOf = (rewards: RewardComparison | null): ExitCode =>
  rewards !== null && rewards.compared < rewards.rewards ? EXIT.incomplete : EXIT.done

async function readSamples(paths: readonly string[], options: DiffOptions): Promise<Sample[] | null> {
  if (paths.length === 0 && !options.stdin) return null
  const samples: Sample[] = []
  for await (const input of options.stdin ? readSampleLines(process.stdin) : readSampleFiles(paths)) {
    if (!('sample' in input))
      throw new SbrError('BAD_INPUT', `${input.id}: ${input.problem}`, { next: 'Leave it out, or mend it.' })
    samples.push(input.sample)
  }
  if (samples.length === 0)
    throw new SbrError('BAD_INPUT', 'There was nothing to judge', { next: 'Name files of code.' })
  return samples
}

/** Past rewards of the store under `from`, weighed anew under `to`. */
async function comparePast(
  { corpus }: Workspace,
  from: PolicyReference,
  to: PolicyReference,
  limit: number,
): Promise<Pick<Difference, 'judges' | 'rewards'>> {
  const same = (policy: Policy) => {
    const { fields, rates } = comparePolicies(policy, from.policy)
    return fields.length + rates.length === 0
  }
  for (const recorded of await corpus.findRecordedPolicies(from.recorded?.hash ?? '')) {
    if (from.recorded === null && !same(recorded.policy)) continue
    // One hash has one set of engines: the newest that has rewards is the one that was used last.
    const documents = (await corpus.listJudgements(recorded.hash, limit)).map(({ document }) => document)
    if (documents.length > 0) return { judges: [], rewards: compareDocuments(documents, recorded, to.policy) }
  }
  return { judges: [], rewards: null }
}

/** The samples under both: stored rewards stand for `before` where it was named by a hash, else both are judged. */
async function compareSamples(
  samples: readonly Sample[],
  named: { before: string; after: string; from: PolicyReference },
  workspace: Workspace,
  context: CommandContext,
): Promise<Pick<Difference, 'judges' | 'rewards'>> {
  const judgeAll = (policy: string, body?: (session: JudgeSession) => void) =>
    withJudge({ policy, tasks: true }, context.config, async (session) => {
      body?.(session)
      return session.judge.judge(samples, context.signal)
    })
  const { recorded } = named.from
  let judges: string[] = []
  const after = await judgeAll(named.after, ({ judge }) => {
    if (recorded !== null) judges = compareJudges(recorded.identity, judge.identity)
  })
  if (recorded === null) {
    const before = await judgeAll(named.before)
    return { judges, rewards: comparePairs(pairUp(before, after)) }
  }
  const known = await workspace.corpus.loadJudgements(recorded.hash, samples.map(sampleDigest))
  const before = samples.map((sample) => known.get(sampleDigest(sample)))
  return {
    judges,
    rewards: comparePairs(pairUp(before, after)),
  }
}

function pairUp(
  before: readonly (RewardDocument | undefined)[],
  after: readonly RewardDocument[],
): { before: RewardDocument; after: RewardDocument }[] {
  return after.flatMap((document, at) => {
    const old = before[at]
    return old ? [{ before: old, after: document }] : []
  })
}

type Identity = JudgeSession['judge']['identity']

function compareJudges(before: Identity, after: Identity): string[] {
  const of = ({ engines }: Identity) =>
    new Map(
      engines.map(({ name, version, available, packs }) => [
        name,
        available
          ? `${version ?? 'no version'}, packs ${packs.map((pack) => `${pack.name}@${pack.sha256.slice(0, 8)}`).join(' ') || 'none'}`
          : 'absent',
      ]),
    )
  const [old, now] = [of(before), of(after)]
  const engines = [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .filter((name) => old.get(name) !== now.get(name))
    .map((name) => `${name}: ${old.get(name) ?? 'not known'} → ${now.get(name) ?? 'not known'}`)
  const rest = (['checks', 'cweCatalogue', 'advisorySnapshot', 'tasks'] as const).filter(
    (key) => before[key] !== after[key],
  )
  return [...engines, ...rest.map((key) => `${key}: another`)]
}

function describe({ fields, rates, judges, rewards }: Difference): string {
  const show = (value: unknown) => {
    const text = JSON.stringify(value)
    return text.length > 60 ? `${text.slice(0, 57)}…` : text
  }
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`
  const lines = [
    ...(fields.length + rates.length + judges.length === 0 ? ['The policies are the same.'] : []),
    ...fields.map(({ field, before, after }) => `${field}: ${show(before)} → ${show(after)}`),
    ...rates.map(
      ({ lineage, language, cwe, truePositive, falsePositive }) =>
        `${lineage}, ${language ?? 'any language'}, ${cwe === null ? 'any CWE' : `CWE-${cwe}`}: speaks up on the weakness ${percent(truePositive.before)} → ${percent(truePositive.after)}, without one ${percent(falsePositive.before)} → ${percent(falsePositive.after)}`,
    ),
    ...judges,
    ...(rewards === null
      ? ['No past reward to compare: name code, or a hash that rewards carry.']
      : sayRewards(rewards)),
  ]
  return `${lines.join('\n')}\n`
}

function sayRewards(comparison: RewardComparison): string[] {
  const { rewards, compared, moved, relabelled, meanBefore, meanAfter, largest } = comparison
  const mean = (value: number | null) => value?.toFixed(3) ?? '–'
  return [
    '',
    `${compared} of ${rewards} rewards compared: ${moved} moved by more than 0.01, ${relabelled} have another label; mean ${mean(meanBefore)} → ${mean(meanAfter)}`,
    ...(compared < rewards
      ? ['The others cannot be weighed anew from their documents; name their code to judge it again.']
      : []),
    ...largest.map(
      ({ id, before, after, labelBefore, labelAfter }) =>
        `  ${before.toFixed(3)} → ${after.toFixed(3)}  ${labelBefore === labelAfter ? labelAfter : `${labelBefore} → ${labelAfter}`}  ${printable(id)}`,
    ),
  ]
}
