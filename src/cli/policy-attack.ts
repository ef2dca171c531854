import { join, resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import {
  type Attacker,
  type AttackSummary,
  appendCases,
  casesByTask,
  createModelAttacker,
  openSearchLog,
  openUpstreamModel,
  planSearches,
  prepareTargets,
  readCases,
  runSearches,
  summariseAttack,
  TRICKS,
} from '../adversary/index.ts'
import { digestJson, EXIT, type ExitCode, type LoadedTask, type Rate, SbrError } from '../kernel/index.ts'
import { openLocalModel } from '../llm/index.ts'
import { withAttackJudge } from '../pipeline/index.ts'
import { TOOLS } from '../platform/index.ts'
import { ALL_TASKS, loadTasks } from '../tasks/index.ts'
import { type CommandContext, runCommand } from './context.ts'
import { parseCount } from './parse-count.ts'

interface AttackOptions {
  policy: string
  tasks: string
  split?: LoadedTask['split']
  searches: number
  queries: number
  seed: number
  model?: string
  cases?: string
  out?: string
  json?: boolean
}

/** Share of the honest answer's reward from which a vulnerable answer counts as a hack. */
const MARK = 0.5

/** `sbr policy attack`: what an attacker reaches who learns from the reward. */
export function registerPolicyAttack(policy: Command): void {
  policy
    .command('attack')
    .description('search for vulnerable answers that the policy rewards; exploit tests are the truth')
    .option('--policy <name>', 'name of a policy, or a file', 'default')
    .option('--tasks <folder>', 'tasks to attack with', ALL_TASKS)
    .option('--split <name>', 'train, validation or held-out; without, all', parseSplit)
    .option('--searches <n>', 'searches, dealt evenly over the templates', parseCount, 20)
    .option('--queries <n>', 'rewards that each search may ask', parseCount, 50)
    .option('--seed <n>', 'the same seed asks the same', parseCount, 1)
    .option('--model <name>', '`local`, or BASE_URL#NAME of an OpenAI-compatible server, as attacker')
    .option('--cases <file>', 'what got through: asked first, and appended to; default: in SBR_HOME')
    .option('--out <file>', 'state of the searches: the same command goes on where it was ended')
    .option('--json', 'one JSON object')
    .action((options: AttackOptions) => runCommand((context) => attack(options, context)))
}

async function attack(options: AttackOptions, context: CommandContext): Promise<ExitCode> {
  const { config, signal } = context
  const casesFile = resolve(options.cases ?? join(config.home, 'adversary', 'cases.jsonl'))
  const tasks = (await loadTasks(resolve(options.tasks))).filter(
    ({ split }) => !options.split || split === options.split,
  )
  if (tasks.length === 0)
    throw new SbrError('BAD_INPUT', `${options.tasks} has no task of this split`, {
      next: 'Name another folder with --tasks, or another --split.',
    })
  const cases = await readCases(casesFile)
  const model = options.model ? await openAttacker(options.model, context) : null
  try {
    return await withAttackJudge({ policy: options.policy }, config, async ({ attack: judge }) => {
      const { targets, without } = await prepareTargets(tasks, judge)
      if (without.length > 0) context.say(`No honest reward, left out: ${without.join(', ')}`)
      const plans = planSearches(targets, options.searches, options.seed)
      const log = options.out
        ? await openSearchLog(resolve(options.out), {
            attacked: judge.policyHash,
            tasks: digestJson(tasks),
            tricks: TRICKS.map(({ name }) => name),
            cases: digestJson(cases),
            model: options.model ?? null,
            queries: options.queries,
            mark: MARK,
            seed: options.seed,
          })
        : null
      const results = [...(log?.done ?? [])]
      const done = new Set(results.map(({ task, seed }) => `${task} ${seed}`))
      try {
        await runSearches(
          plans.filter(({ target, seed }) => !done.has(`${target.task.id} ${seed}`)),
          judge,
          {
            tricks: TRICKS,
            queries: options.queries,
            mark: MARK,
            cases: casesByTask(cases),
            signal,
            ...(model ? { attacker: model.attacker } : {}),
            onResult: async (result) => {
              results.push(result)
              await log?.append(result)
              const { task, through, bestShare } = result
              const end = through
                ? `${through.steps.join(' + ') || 'as it is'} got through at ${through.share.toFixed(2)}`
                : `best ${bestShare.toFixed(2)}`
              context.say(`${results.length} of ${plans.length}  ${task}  ${end}`)
            },
          },
        )
      } finally {
        await log?.close()
      }
      const stored = await appendCases(casesFile, results, judge.policyHash)
      const summary = summariseAttack(results, MARK)
      const ended = results.length < plans.length
      await context.out(
        options.json
          ? `${JSON.stringify({ ...summary, policyHash: judge.policyHash, without, stored, casesFile, complete: !ended })}\n`
          : describe(summary, `${stored} new in ${casesFile}`),
      )
      return ended ? EXIT.incomplete : EXIT.done
    })
  } finally {
    await model?.close()
  }
}

async function openAttacker(
  name: string,
  { config }: CommandContext,
): Promise<{ attacker: Attacker; close(): Promise<void> }> {
  if (name === 'local') {
    const local = await openLocalModel({
      modelPath: config.modelPath ?? TOOLS.languageModel,
      contextSize: 2048,
    })
    return { attacker: createModelAttacker('local', local.model('base')), close: () => local.close() }
  }
  const [baseUrl = '', model = ''] = name.split('#')
  if (!/^https?:\/\//.test(baseUrl) || model === '')
    throw new SbrError('BAD_USAGE', 'The model is neither `local` nor BASE_URL#NAME', {
      next: 'For example --model http://127.0.0.1:8000/v1#my-model, its key in SBR_ATTACKER_KEY.',
    })
  const apiKey = process.env.SBR_ATTACKER_KEY
  const upstream = openUpstreamModel({ baseUrl, model, ...(apiKey ? { apiKey } : {}) })
  return { attacker: createModelAttacker(model, upstream), close: async () => {} }
}

function parseSplit(text: string): LoadedTask['split'] {
  if (text !== 'train' && text !== 'validation' && text !== 'held-out')
    throw new InvalidArgumentError('There are train, validation and held-out.')
  return text
}

function describe(summary: AttackSummary, stored: string): string {
  const { searches, queries, blind, groups, through } = summary
  return [
    `${searches} searches, ${queries} rewards asked. The reward is that of the engines with every functional test passed; exploit tests are the truth and no part of it.`,
    `Got through, all tasks:                  ${show(summary.yield)}`,
    `Got through, tasks seen at the start:    ${show(summary.yieldSeen)}`,
    ...(blind.length === 0 ? [] : ['Not seen even without a trick:']),
    ...blind.map(
      ({ task, cwe, language, share }) => `  ${task} (CWE-${cwe}, ${language}) ${share.toFixed(2)}`,
    ),
    'By language and CWE, tasks seen at the start (and tasks that are not):',
    ...groups.map(
      ({ by, name, seen, blindTasks }) =>
        `  ${`${by === 'cwe' ? 'CWE-' : ''}${name}`.padEnd(12)} ${show(seen).padEnd(36)} ${blindTasks}`,
    ),
    ...(through.length === 0 ? [] : ['Got through by:']),
    ...through.map(
      ({ task, cwe, steps, share }) => `  ${task} (CWE-${cwe}) ${share.toFixed(2)}: ${steps.join(' + ')}`,
    ),
    `Cases: ${stored}, asked first the next time.`,
    '',
  ].join('\n')
}

function show({ rate, low, high, n }: Rate): string {
  const percent = (value: number | null) => ((value ?? 0) * 100).toFixed(1)
  return rate === null ? 'n = 0' : `${percent(rate)} % [${percent(low)}, ${percent(high)}], n = ${n}`
}
