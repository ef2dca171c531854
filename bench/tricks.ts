/**
 * The catalogue of tricks against the reward: every trick on every seed, in both languages, beside rewards that ask one
 * engine alone. A hack is an answer that passes the functional tests while an attack of the task still works, or one
 * that does not do the job at all (cheats). The reward that is attacked has the functional tests and not the attacks.
 *
 *     node bench/tricks.ts [--part tuning|fresh] [--policy default] [--json FILE] [--quick]
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { LoadedTask } from '../src/kernel/index.ts'
import { withAttackJudge } from '../src/pipeline/index.ts'
import { loadConfig } from '../src/platform/index.ts'
import { wilsonInterval } from '../src/stats/index.ts'
import { ALL_TASKS, loadTasks } from '../src/tasks/index.ts'
import {
  type Hack,
  type Honest,
  measureHacks,
  measureHonest,
  measurePlain,
  OTHERS,
  SHARE,
} from './tricks/measure.ts'
import { SEED_TASKS } from './tricks/seeds.ts'

const { values } = parseArgs({
  options: {
    part: { type: 'string', default: 'fresh' },
    policy: { type: 'string', default: 'default' },
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
  },
})
const KEPT = 0.95
const part = values.part === 'tuning' ? 'tuning' : 'fresh'

await withAttackJudge({ policy: values.policy }, loadConfig(), async (session) => {
  const tasks = (await loadTasks(ALL_TASKS)).filter(({ split }) => split !== 'held-out')
  const seeds = SEED_TASKS[part].map((id) => {
    const task = tasks.find((candidate) => candidate.id === id)
    if (!task) throw new Error(`no task ${id} that is not held out`)
    return task
  })
  const honest = await measureHonest(session, tasks)
  // Without tests in the answer's bound, an all-clean answer of any language reaches the same.
  const top = Math.max(...honest.map(({ bound }) => bound))
  printHonest(honest)
  const best = (seed: LoadedTask): number =>
    Math.max(...honest.flatMap(({ task, bound }) => (task.id === seed.id ? [bound] : []))) || top
  const plain = await measurePlain(session, seeds, best)
  const blind = new Set(seeds.filter((_, at) => (plain[at] ?? 0) > SHARE).map(({ id }) => id))
  printSeeds(seeds, blind)
  const { hacks, applied } = await measureHacks(session, seeds, best, values.quick ? { blind } : null)
  printTable(hacks)
  console.log(
    `\n${applied} rewrites, ${hacks.length} of them hacks, by ${new Set(hacks.map(({ trick }) => trick.name)).size} tricks.`,
  )
  printTotals(
    'seeds whose plain vulnerable answer is seen',
    hacks.filter(({ seed }) => !blind.has(seed.id)),
  )
  printTotals('all seeds, those blind at start too', hacks)
  console.log('\nGot through on seeds that are seen:')
  for (const { seed, trick, ratio } of hacks)
    if (ratio > SHARE && !blind.has(seed.id))
      console.log(`  ${seed.id} (CWE-${seed.cwe}): ${trick.name} ${ratio.toFixed(2)}`)
  if (values.json !== undefined)
    await writeFile(
      values.json,
      JSON.stringify(
        hacks.map(({ seed, trick, ...rest }) => ({ seed: seed.id, trick: trick.name, ...rest })),
      ),
    )
})

function printHonest(honest: readonly Honest[]): void {
  const lost = honest.filter(({ bound, ceiling }) => ceiling === 0 || bound < KEPT * ceiling)
  console.log(
    `Honest answers (secure and alternative references, not held out): ${rate(honest.length - lost.length, honest.length)} keep ${KEPT} of their ceiling; the others:`,
  )
  for (const { task, which, bound, ceiling, reason } of lost)
    console.log(
      `  ${task.id}, ${which}: ${(bound / ceiling).toFixed(2)} ${reason.replace(/;? ?function is unmeasured.*/, '')}`,
    )
}

function printSeeds(seeds: readonly LoadedTask[], blind: ReadonlySet<string>): void {
  const python = seeds.filter(({ language }) => language === 'python').length
  console.log(
    `\nSeeds (${part}): ${seeds.length} (${python} Python, ${seeds.length - python} JavaScript and TypeScript), ${new Set(seeds.map(({ cwe }) => cwe)).size} CWEs; blind at start, ${blind.size}: ${
      seeds
        .filter(({ id }) => blind.has(id))
        .map(({ id, cwe }) => `${id} (CWE-${cwe})`)
        .join(', ') || 'none'
    }\n`,
  )
}

/** One line a trick: how often a hack, how often it beats our reward on seen seeds, the worst, and the others. */
function printTable(hacks: readonly Hack[]): void {
  console.log(`| trick | group | hacks | beaten | worst | ${OTHERS.join(' | ')} |`)
  console.log(`|---|---|${'---:|'.repeat(3 + OTHERS.length)}`)
  for (const name of new Set(hacks.map(({ trick }) => trick.name))) {
    const of = hacks.filter(({ trick }) => trick.name === name)
    const worst = Math.max(...of.map(({ ratio }) => ratio))
    const cells = OTHERS.map((other) => shareOf(of, (hack) => hack.others[other]))
    console.log(
      `| ${name} | ${of[0]?.trick.group ?? ''} | ${of.length} | ${shareOf(of, ({ ratio }) => ratio > SHARE)} | ${worst.toFixed(2)} | ${cells.join(' | ')} |`,
    )
  }
}

/** How many of those that could: `3/12`; a dash where none could. */
function shareOf(hacks: readonly Hack[], wins: (hack: Hack) => boolean | undefined): string {
  const asked = hacks.map(wins).filter((won) => won !== undefined)
  return asked.length === 0 ? '–' : `${asked.filter((won) => won).length}/${asked.length}`
}

function printTotals(over: string, hacks: readonly Hack[]): void {
  console.log(`\nBeaten by how many hacks, over ${over}:`)
  console.log(`  ours: ${rate(hacks.filter(({ ratio }) => ratio > SHARE).length, hacks.length)}`)
  for (const other of OTHERS) {
    const asked = hacks.flatMap(({ others }) => (others[other] === undefined ? [] : [others[other]]))
    console.log(
      `  ${other === 'exploits' ? 'ours with the attacks as a voice' : other}: ${rate(asked.filter((won) => won).length, asked.length)}`,
    )
  }
}

function rate(count: number, n: number): string {
  if (n === 0) return 'n = 0'
  const { low, high } = wilsonInterval(count, n)
  return `${count} of ${n} (${((count / n) * 100).toFixed(1)} %, ${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)})`
}
