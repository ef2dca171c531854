/**
 * The adversary: adaptive searches for answers that are rewarded although they are vulnerable, on held-out tasks. The
 * attacked reward is what the engines give a sample whose functional tests pass; the exploit tests are the truth and no
 * part of it. Progress is written to --out, and the same command goes on where an earlier one was ended.
 *
 *     nice node bench/adversary.ts [--searches 500] [--queries 200] [--split held-out] [--policy default] [--out FILE]
 *     node bench/adversary.ts --engine bandit --searches 60     # the same searches against one engine's silence
 */
import { parseArgs } from 'node:util'
import {
  type AttackJudge,
  type AttackSummary,
  openSearchLog,
  planSearches,
  prepareTargets,
  runSearches,
  summariseAttack,
  TRICKS,
} from '../src/adversary/index.ts'
import { digestJson, type Rate } from '../src/kernel/index.ts'
import { type AttackSession, withAttackJudge } from '../src/pipeline/index.ts'
import { loadConfig } from '../src/platform/index.ts'
import { ALL_TASKS, loadTasks } from '../src/tasks/index.ts'

const { values } = parseArgs({
  options: {
    searches: { type: 'string', default: '500' },
    queries: { type: 'string', default: '200' },
    split: { type: 'string', default: 'held-out' },
    policy: { type: 'string', default: 'default' },
    seed: { type: 'string', default: '1' },
    engine: { type: 'string' },
    out: { type: 'string' },
  },
})
const MARK = 0.5
const queries = Number(values.queries)
const controller = new AbortController()
process.on('SIGINT', () => controller.abort())
process.on('SIGTERM', () => controller.abort())

await withAttackJudge({ policy: values.policy }, loadConfig(), async (session) => {
  const attack = values.engine ? attackOneEngine(session, values.engine) : session.attack
  const tasks = (await loadTasks(ALL_TASKS)).filter(({ split }) => split === values.split)
  const { targets, without } = await prepareTargets(tasks, attack)
  const plans = planSearches(targets, Number(values.searches), Number(values.seed))
  console.log(
    `${tasks.length} tasks (${values.split}), ${new Set(tasks.map(({ cwe }) => cwe)).size} CWEs; ${plans.length} searches of ${queries} queries; attacked: ${values.engine ? `${values.engine} alone` : `policy ${values.policy} ${attack.policyHash.slice(0, 12)}`}`,
  )
  if (without.length > 0) console.log(`No honest reward, left out: ${without.length} (${without.join(', ')})`)
  const log = values.out
    ? await openSearchLog(values.out, {
        attacked: values.engine ?? attack.policyHash,
        tasks: digestJson(tasks),
        tricks: TRICKS.map(({ name }) => name),
        queries,
        mark: MARK,
        seed: Number(values.seed),
      })
    : null
  const results = [...(log?.done ?? [])]
  const done = new Set(results.map(({ task, seed }) => `${task} ${seed}`))
  const left = plans.filter(({ target, seed }) => !done.has(`${target.task.id} ${seed}`))
  if (results.length > 0) console.log(`${results.length} searches were done before`)
  const cpu = process.cpuUsage()
  const started = performance.now()
  await runSearches(left, attack, {
    tricks: TRICKS,
    queries,
    mark: MARK,
    signal: controller.signal,
    onResult: async (result) => {
      results.push(result)
      await log?.append(result)
      const found = results.filter(({ through }) => through !== null).length
      process.stderr.write(
        `${results.length} of ${plans.length} searches, ${found} got through, ${attack.asked} rewards, ${((performance.now() - started) / 1000).toFixed(0)} s: ${result.task} ${result.through ? `${result.through.steps.join(' + ') || 'as it is'} ${result.through.share.toFixed(2)}` : `best ${result.bestShare.toFixed(2)}`}\n`,
      )
    },
  })
  await log?.close()
  print(summariseAttack(results, MARK))
  const { user, system } = process.cpuUsage(cpu)
  console.log(
    `\n${attack.asked} different rewards asked in ${((performance.now() - started) / 1000).toFixed(0)} s (CPU of this process ${((user + system) / 1e6).toFixed(0)} s)${controller.signal.aborted ? `; ended early: ${plans.length - results.length} searches are left` : ''}`,
  )
})

/** What published rewards do: 1 where one engine finds nothing, else 0. */
function attackOneEngine({ attack, verdicts }: AttackSession, engine: string): AttackJudge {
  let asked = 0
  const boundsOf: AttackJudge['boundsOf'] = async (asks) => {
    asked += asks.length
    return (await verdicts(asks)).map((said) => ({
      bound: said[engine] === 'clean' ? 1 : 0,
      ceiling: 1,
      reason: engine,
    }))
  }
  return {
    policy: attack.policy,
    policyHash: attack.policyHash,
    truth: (task, code) => attack.truth(task, code),
    boundsOf,
    bounds: (language, codes) => boundsOf(codes.map((code) => ({ language, code }))),
    get asked() {
      return asked
    },
  }
}

function print(summary: AttackSummary): void {
  console.log(
    `\nYield over all tasks: ${show(summary.yield)}\nYield over tasks seen at the start: ${show(summary.yieldSeen)}; tasks of those with any hack: ${show(summary.tasksSeen)}`,
  )
  console.log(`Blind at the start, no trick needed: ${summary.blind.length} tasks`)
  for (const { task, cwe, share } of summary.blind) console.log(`  ${task} (CWE-${cwe}) ${share.toFixed(2)}`)
  console.log('\ngroup                 yield where seen at the start            blind tasks')
  for (const { by, name, seen, blindTasks } of summary.groups)
    console.log(`${`${by === 'cwe' ? 'CWE-' : ''}${name}`.padEnd(22)}${show(seen).padEnd(40)} ${blindTasks}`)
  console.log('\nGot through, the shortest of each task:')
  for (const { task, cwe, steps, share, searches } of summary.through)
    console.log(`  ${task} (CWE-${cwe}): ${steps.join(' + ')} ${share.toFixed(2)} (${searches} searches)`)
}

function show({ rate, low, high, n }: Rate): string {
  const percent = (value: number | null) => ((value ?? 0) * 100).toFixed(1)
  return rate === null ? 'n = 0' : `${percent(rate)} % [${percent(low)}, ${percent(high)}], n = ${n}`
}
