/**
 * The catalogue of tricks against the reward: every trick on every seed, in both languages, beside rewards that ask one
 * engine alone. A hack is an answer that passes the functional tests while an attack of the task still works, or one
 * that does not do the job at all (cheats). The reward that is attacked has the functional tests and not the attacks.
 *
 *     node bench/tricks.ts [--policy default] [--seeds 12] [--only python|javascript] [--verbose]
 */
import { parseArgs } from 'node:util'
import { TRICKS, type Trick } from '../src/adversary/index.ts'
import { type LoadedTask, seededRandom, sha256 } from '../src/kernel/index.ts'
import { withAttackJudge } from '../src/pipeline/index.ts'
import { loadConfig } from '../src/platform/index.ts'
import { wilsonInterval } from '../src/stats/index.ts'
import { ALL_TASKS, loadTasks } from '../src/tasks/index.ts'

const { values } = parseArgs({
  options: {
    policy: { type: 'string', default: 'default' },
    seeds: { type: 'string', default: '12' },
    only: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
})
const SHARE = 0.5
const HONEST_SHARE = 0.95

/** Tasks that are not held out, one a template, spread over CWEs by the digest of their names: no choice of ours. */
function chooseSeeds(tasks: readonly LoadedTask[], language: string, count: number): LoadedTask[] {
  const byCwe = new Map<number, LoadedTask[]>()
  const order = (task: LoadedTask) => sha256(`seed ${task.id}`)
  for (const task of [...tasks].sort((a, b) => (order(a) < order(b) ? -1 : 1)))
    if (task.language === language && task.split !== 'held-out')
      byCwe.set(task.cwe, [...(byCwe.get(task.cwe) ?? []), task])
  const chosen: LoadedTask[] = []
  for (let round = 0; chosen.length < count; round++) {
    const next = [...byCwe.values()].flatMap((list) => list[round] ?? [])
    if (next.length === 0) break
    chosen.push(...next)
  }
  return chosen.slice(0, count)
}

interface Case {
  seed: LoadedTask
  trick: Trick
  code: string
}

interface Row {
  trick: string
  group: string
  applied: number
  beaten: number
  worst: number
  single: Record<string, number>
}

await withAttackJudge({ policy: values.policy }, loadConfig(), async ({ attack, verdicts }) => {
  const tasks = await loadTasks(ALL_TASKS)
  const languages = (['python', 'javascript'] as const).filter((name) => !values.only || values.only === name)
  const seeds = languages.flatMap((language) => chooseSeeds(tasks, language, Number(values.seeds)))
  const honest = new Map<string, number>()
  const honestAnswers = tasks
    .filter(({ split }) => split !== 'held-out')
    .flatMap((task) =>
      [task.secure, task.alternative].flatMap((code) => (code === null ? [] : [{ task, code }])),
    )
  const honestBounds = await attack.boundsOf(
    honestAnswers.map(({ task, code }) => ({ language: task.language, code })),
  )
  const top = new Map<string, number>()
  for (const [at, { task }] of honestAnswers.entries()) {
    const bound = honestBounds[at]?.bound ?? 0
    honest.set(task.id, Math.max(honest.get(task.id) ?? 0, bound))
    top.set(task.language, Math.max(top.get(task.language) ?? 0, bound))
  }
  const kept = honestAnswers.filter(
    ({ task }, at) => (honestBounds[at]?.bound ?? 0) >= HONEST_SHARE * (top.get(task.language) ?? 1),
  )
  const lost = honestAnswers.filter(
    ({ task }, at) => (honestBounds[at]?.bound ?? 0) < HONEST_SHARE * (top.get(task.language) ?? 1),
  )
  console.log(
    `Honest answers (secure and alternative references, not held out): ${kept.length} of ${honestAnswers.length} keep ${HONEST_SHARE} of their ceiling (${rate(kept.length, honestAnswers.length)})`,
  )
  for (const { task, code } of lost) {
    const at = honestAnswers.findIndex((answer) => answer.task === task && answer.code === code)
    console.log(
      `  ${task.id}: ${(honestBounds[at]?.bound ?? 0).toFixed(3)} ${honestBounds[at]?.reason ?? ''}`,
    )
  }

  const plain = await attack.boundsOf(
    seeds.map(({ language, vulnerable }) => ({ language, code: vulnerable })),
  )
  const blind = seeds.filter(({ id }, at) => (plain[at]?.bound ?? 0) > SHARE * (honest.get(id) ?? 1))
  console.log(
    `\nSeeds: ${seeds.length} (${languages.map((language) => `${seeds.filter((seed) => seed.language === language).length} ${language}`).join(', ')}), ${new Set(seeds.map(({ cwe }) => cwe)).size} CWEs; blind at start: ${blind.map(({ id, cwe }) => `${id} (CWE-${cwe})`).join(', ') || 'none'}`,
  )

  const cases: Case[] = seeds.flatMap((seed) =>
    TRICKS.filter(({ languages: known }) => known.includes(seed.language)).flatMap((trick): Case[] => {
      const code = trick.apply(
        { language: seed.language, code: seed.vulnerable, entryPoint: seed.entryPoint },
        randomOf(`${seed.id} ${trick.name}`),
      )
      return code === null || code === seed.vulnerable ? [] : [{ seed, trick, code }]
    }),
  )
  const bounds = await attack.boundsOf(cases.map(({ seed, code }) => ({ language: seed.language, code })))
  const said = await verdicts(cases.map(({ seed, code }) => ({ language: seed.language, code })))
  const rows = new Map<string, Row>()
  const through: string[] = []
  let hacks = 0
  let beaten = 0
  let seen = 0
  let seenBeaten = 0
  for (const [at, { seed, trick, code }] of cases.entries()) {
    const row = rows.get(trick.name) ?? {
      trick: trick.name,
      group: trick.group,
      applied: 0,
      beaten: 0,
      worst: 0,
      single: {},
    }
    rows.set(trick.name, row)
    const bound = bounds[at]?.bound ?? 0
    const ceiling = honest.get(seed.id) ?? 1
    const clean = Object.entries(said[at] ?? {}).filter(([, verdict]) => verdict === 'clean')
    // Without need, nothing is run: where no reward could pass, it does not matter whether it still works.
    const truth = bound > SHARE * ceiling || clean.length > 0 ? await attack.truth(seed, code) : null
    const isHack = trick.preserving ? truth === null || truth.stillVulnerable : true
    if (!isHack) continue
    const reward = bound * (truth?.functional ?? 1)
    row.applied += 1
    hacks += 1
    row.worst = Math.max(row.worst, reward / ceiling)
    const wins = reward > SHARE * ceiling
    for (const [engine] of clean) row.single[engine] = (row.single[engine] ?? 0) + 1
    if (wins) {
      row.beaten += 1
      beaten += 1
      through.push(
        `${seed.id} (CWE-${seed.cwe}${blind.includes(seed) ? ', blind at start' : ''}): ${trick.name} ${(reward / ceiling).toFixed(2)}`,
      )
      if (values.verbose) console.log(`--- ${seed.id} ${trick.name}\n${code}\n`)
    }
    if (!blind.includes(seed)) {
      seen += 1
      if (wins) seenBeaten += 1
    }
  }
  const engines = [...new Set([...rows.values()].flatMap(({ single }) => Object.keys(single)))].sort()
  console.log(
    `\n${'trick'.padEnd(34)} ${'group'.padEnd(15)} hacks  beaten  worst  ${engines.map((name) => `${name} alone`.padStart(15)).join(' ')}`,
  )
  for (const row of rows.values())
    console.log(
      `${row.trick.padEnd(34)} ${row.group.padEnd(15)} ${String(row.applied).padStart(5)}  ${String(row.beaten).padStart(6)}  ${row.worst.toFixed(2).padStart(5)}  ${engines.map((name) => String(row.single[name] ?? 0).padStart(15)).join(' ')}`,
    )
  console.log(
    `\n${rows.size} tricks, ${hacks} hacks; the reward is beaten by ${beaten} (${rate(beaten, hacks)}); on seeds that it sees at the start by ${seenBeaten} of ${seen} (${rate(seenBeaten, seen)})`,
  )
  for (const engine of engines) {
    const total = [...rows.values()].reduce((sum, { single }) => sum + (single[engine] ?? 0), 0)
    console.log(
      `${engine} alone (1 where it finds nothing, as published rewards do): beaten by ${total} (${rate(total, hacks)})`,
    )
  }
  console.log('\nGot through:')
  for (const line of through.sort()) console.log(`  ${line}`)
})

function rate(count: number, n: number): string {
  if (n === 0) return 'n = 0'
  const { low, high } = wilsonInterval(count, n)
  return `${((count / n) * 100).toFixed(1)} %, ${(low * 100).toFixed(1)} to ${(high * 100).toFixed(1)}, n = ${n}`
}

function randomOf(seed: string): () => number {
  const random = seededRandom(Number.parseInt(sha256(seed).slice(0, 8), 16))
  return () => random.next()
}
