import { printable } from '../findings/index.ts'
import { EXIT, type ExitCode, type RewardDocument, SbrError } from '../kernel/index.ts'
import {
  BATCH,
  findRunningServer,
  openRewardCache,
  type RewardService,
  withRewardService,
} from '../pipeline/index.ts'
import { describeInvalid } from '../reward/index.ts'
import { type CommandContext, runCommand } from './context.ts'
import type { RegisterCommand } from './register-command.ts'
import { inBatches, readSampleFiles, readSampleLines, type SampleInput } from './sample-input.ts'

interface RewardOptions {
  stdin?: boolean
  policy: string
  json?: boolean
  cache: boolean
  server: boolean
}

/** `sbr reward`: code → one reward document a line. */
export const registerReward: RegisterCommand = (program) => {
  program
    .command('reward')
    .description('judge code: one reward document a line')
    .argument('[path...]', 'files or folders; the language is told by the extension')
    .option('--stdin', 'read JSON Lines {id, language, code, before?, path?, task?, prompt?} from stdin')
    .option('--policy <name>', 'name of a policy, or a file', 'default')
    .option('--no-cache', 'judge anew, and remember nothing')
    .option('--no-server', 'start engines here, even where `sbr serve` has warm ones')
    .option('--json', 'JSON Lines on a terminal too')
    .action((paths: string[], options: RewardOptions) =>
      runCommand((context) => reward(paths, options, context)),
    )
}

async function reward(paths: string[], options: RewardOptions, context: CommandContext): Promise<ExitCode> {
  if (options.stdin === true ? paths.length > 0 : paths.length === 0)
    throw new SbrError('BAD_USAGE', 'sbr reward takes either paths or --stdin', {
      next: 'Try `sbr reward src/` or `sbr reward --stdin < samples.jsonl`.',
    })
  const inputs = options.stdin ? readSampleLines(process.stdin) : readSampleFiles(paths)
  const asTable = process.stdout.isTTY === true && options.json !== true
  // A server judges samples as they come on stdin; files of a project are judged without tasks and registries.
  const running =
    options.stdin && options.cache && options.server
      ? await findRunningServer(options.policy, context.config)
      : null
  if (running !== null) return await judgeAll(inputs, running, { asTable, context })
  await using resources = new AsyncDisposableStack()
  const store = options.cache ? await openRewardCache(context.config, context.logger) : null
  if (store) resources.defer(() => store.close())
  return await withRewardService(
    {
      policy: options.policy,
      tasks: options.stdin === true,
      cache: store?.corpus ?? null,
      logger: context.logger,
      signal: context.signal,
    },
    context.config,
    (service) => judgeAll(inputs, service, { asTable, context }),
  )
}

type Service = Pick<RewardService, 'policyHash' | 'judge'>

async function judgeAll(
  inputs: AsyncIterable<SampleInput>,
  service: Service,
  { asTable, context }: { asTable: boolean; context: CommandContext },
): Promise<ExitCode> {
  let judged = 0
  let invalid = 0
  for await (const batch of inBatches(inputs, BATCH)) {
    if (context.signal.aborted) throw new SbrError('CANCELLED', 'sbr reward was cancelled')
    for (const document of await judgeBatch(batch, service, context.signal)) {
      judged += 1
      if (!document.valid) invalid += 1
      await context.out(asTable ? toRow(document) : `${JSON.stringify(document)}\n`)
    }
  }
  if (judged === 0)
    throw new SbrError('BAD_INPUT', 'There was nothing to judge', {
      next: 'Name files of code, or give samples on stdin.',
    })
  if (invalid > 0) context.say(`${invalid} of ${judged} samples could not be judged: their reward is null`)
  return invalid > 0 ? EXIT.incomplete : EXIT.done
}

/** One document per input, in their order. */
async function judgeBatch(
  batch: readonly SampleInput[],
  service: Service,
  signal: AbortSignal,
): Promise<RewardDocument[]> {
  const samples = batch.flatMap((input) => ('sample' in input ? [input.sample] : []))
  const judged = await service.judge(samples, { signal })
  if (signal.aborted && !judged.complete) throw new SbrError('CANCELLED', 'sbr reward was cancelled')
  const documents = judged.documents.values()
  return batch.map((input) => {
    if (!('sample' in input)) return describeInvalid(input.id, input.problem, service.policyHash)
    const next = documents.next()
    if (next.done) throw new SbrError('INTERNAL', 'The judge gave fewer documents than samples')
    return next.value
  })
}

const toRow = ({ id, reward: value, ceiling, label, reason }: RewardDocument): string =>
  `${(value === null ? '–' : value.toFixed(3)).padStart(5)} of ${ceiling.toFixed(3)}  ${label.padEnd(21)}  ${printable(id)}\n       ${printable(reason)}\n`
