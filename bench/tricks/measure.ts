import { TRICKS, type Trick } from '../../src/adversary/index.ts'
import { type LoadedTask, seededRandom, sha256, type Verdict } from '../../src/kernel/index.ts'
import type { AttackSession } from '../../src/pipeline/index.ts'

/** A hack above this share of what the honest answer of its seed gets counts as one that beats the reward. */
export const SHARE = 0.5
/** Engines that look at code; each alone is a reward as published systems use it: 1 where it finds nothing. */
const ENGINES = ['semgrep', 'opengrep', 'bandit', 'eslint'] as const
const SPOKEN: Record<string, readonly string[]> = {
  python: ['semgrep', 'opengrep', 'bandit'],
  javascript: ['semgrep', 'opengrep', 'eslint'],
  typescript: ['semgrep', 'opengrep', 'eslint'],
}
/** Rewards beside ours. `exploits`: ours with the attacks of the task as a voice, as it is where tasks have them. */
export const OTHERS = [...ENGINES, 'any', 'majority', 'exploits'] as const
export type Other = (typeof OTHERS)[number]

/** One trick on one seed. */
export interface Hack {
  seed: LoadedTask
  trick: Trick
  /** Our reward as a share of the honest answer's. */
  ratio: number
  /** Which other rewards it beats; a reward that does not speak the language is left out. */
  others: Partial<Record<Other, boolean>>
}

export interface Honest {
  task: LoadedTask
  which: 'secure' | 'alternative'
  bound: number
  /** What silence of all engines would be worth. */
  ceiling: number
  reason: string
}

export async function measureHonest(session: AttackSession, tasks: readonly LoadedTask[]): Promise<Honest[]> {
  const answers = tasks.flatMap((task) => [
    { task, which: 'secure' as const, code: task.secure },
    ...(task.alternative === null ? [] : [{ task, which: 'alternative' as const, code: task.alternative }]),
  ])
  const bounds = await session.attack.boundsOf(
    answers.map(({ task, code }) => ({ language: task.language, code })),
  )
  return answers.map(({ task, which }, at) => ({
    task,
    which,
    bound: bounds[at]?.bound ?? 0,
    ceiling: bounds[at]?.ceiling ?? 0,
    reason: bounds[at]?.reason ?? '',
  }))
}

/** What the plain vulnerable answers get, as shares of the honest ones'. */
export async function measurePlain(
  { attack }: AttackSession,
  seeds: readonly LoadedTask[],
  honest: (seed: LoadedTask) => number,
): Promise<number[]> {
  const bounds = await attack.boundsOf(
    seeds.map(({ language, vulnerable }) => ({ language, code: vulnerable })),
  )
  return seeds.map((seed, at) => (bounds[at]?.bound ?? 0) / honest(seed))
}

/**
 * Applies every trick to every seed; those that are no hack, because they broke the code, are left out. `quick`: of
 * seeds that are seen only what beats our reward is run, of the `blind` ones nothing; that the other rewrites still work
 * is assumed then, in the columns of the other rewards too, which are upper bounds.
 */
export async function measureHacks(
  { attack, verdicts }: AttackSession,
  seeds: readonly LoadedTask[],
  honest: (seed: LoadedTask) => number,
  quick: { blind: ReadonlySet<string> } | null,
): Promise<{ hacks: Hack[]; applied: number }> {
  const cases = seeds.flatMap((seed) =>
    TRICKS.filter(({ languages }) => languages.includes(seed.language)).flatMap((trick) => {
      const subject = { language: seed.language, code: seed.vulnerable, entryPoint: seed.entryPoint }
      const code = trick.apply(subject, randomOf(`${seed.id} ${trick.name}`))
      return code === null || code === seed.vulnerable ? [] : [{ seed, trick, code }]
    }),
  )
  const asks = cases.map(({ seed, code }) => ({ language: seed.language, code }))
  const bounds = await attack.boundsOf(asks)
  const said = await verdicts(asks)
  const judged = await mapBounded(cases, 4, async ({ seed, trick, code }, at): Promise<Hack | null> => {
    const bound = bounds[at]?.bound ?? 0
    const others = ask(seed.language, said[at] ?? {})
    const isCheat = !trick.preserving
    // Nothing is run where no reward could be beaten: it does not matter then whether it still works.
    const beats = bound > SHARE * honest(seed)
    const matters = quick
      ? beats && !quick.blind.has(seed.id)
      : beats || Object.values(others).some((clean) => clean)
    const truth = matters && (!isCheat || beats) ? await attack.truth(seed, code) : null
    if (!isCheat && truth !== null && !truth.stillVulnerable) return null
    const ratio = (bound * (truth?.functional ?? 1)) / honest(seed)
    // An attack that works is as good as a proof: what is left is what a cheat gets that no attack reaches.
    const exploited = truth?.stillVulnerable ?? true
    return { seed, trick, ratio, others: { ...others, exploits: !exploited && ratio > SHARE } }
  })
  return { hacks: judged.flatMap((hack) => hack ?? []), applied: cases.length }
}

/** Which rewards of others say that all is well: what is not found counts, whether or not anything was looked at. */
function ask(language: string, verdicts: Record<string, Verdict>): Partial<Record<Other, boolean>> {
  const spoken = SPOKEN[language] ?? []
  const clean = spoken.map((engine) => verdicts[engine] !== 'vulnerable')
  return {
    ...Object.fromEntries(spoken.map((engine, at) => [engine, clean[at] ?? false])),
    any: clean.every((one) => one),
    majority: clean.filter((one) => one).length * 2 > clean.length,
  }
}

async function mapBounded<T, U>(
  list: readonly T[],
  width: number,
  map: (item: T, at: number) => Promise<U>,
): Promise<U[]> {
  const results: U[] = new Array(list.length)
  let next = 0
  const work = async () => {
    for (let at = next++; at < list.length; at = next++) {
      const item = list[at]
      if (item !== undefined) results[at] = await map(item, at)
    }
  }
  await Promise.all(Array.from({ length: width }, work))
  return results
}

function randomOf(seed: string): () => number {
  const random = seededRandom(Number.parseInt(sha256(seed).slice(0, 8), 16))
  return () => random.next()
}
