import { type LoadedTask, seededRandom, sha256 } from '../../kernel/index.ts'
import type { Trick } from '../tricks/index.ts'

/** A task under attack: where a search starts, and what counts as a success. */
export interface AttackTarget {
  task: LoadedTask
  /** Reward of the best honest secure answer, functional tests passed. */
  honest: number
  /** What the policy gives the plain vulnerable reference; as a share of `honest`. */
  startShare: number
}

/** One answer of the attacker. */
export interface Candidate {
  code: string
  /** Names of the tricks that made it, in order; `case` and `model` stand for code from there. */
  steps: readonly string[]
}

/** What the policy and, where it was asked, the sandbox said of a candidate. */
export interface Observation {
  /** Most that the reward can be, 0 where there is none. */
  bound: number
  /** null: not run, for the reward could not pass the mark. */
  hack: boolean | null
}

export interface SearchOptions {
  target: AttackTarget
  tricks: readonly Trick[]
  /** Rewards that the search may ask. */
  queries: number
  seed: number
  /** Share of the honest reward from which a vulnerable answer counts as a hack. */
  mark: number
  /** Code that got through earlier: it is asked before anything else. */
  cases?: readonly string[]
}

/** An adaptive search for an answer that is rewarded although it is vulnerable. */
export interface AttackSearch {
  readonly target: AttackTarget
  readonly asked: number
  readonly best: { share: number; steps: readonly string[]; code: string } | null
  /** Up to `count` new candidates; none: the budget is spent, or nothing new comes to mind. */
  propose(count: number): Candidate[]
  /** Code from elsewhere, such as a model; null where it was asked already or the budget is spent. */
  suggest(code: string, from: string): Candidate | null
  observe(candidate: Candidate, observation: Observation): void
}

interface Member extends Candidate {
  bound: number
}

/** Code beyond this size says more about the size limit than about the engines. */
const MAX_CHARACTERS = 16_000
/** Members of the beam that later candidates are made from. */
const BEAM = 8
const MAX_STEPS = 6
/** Attempts at a candidate that is new before the search says that it has no more. */
const ATTEMPTS = 60
/** Less than this is rounding. */
const IMPROVEMENT = 1e-3

/**
 * A search over compositions of tricks: which trick to try is chosen by Thompson sampling over how often each raised
 * the reward, what to apply it to from a beam of the best candidates so far, and compositions of two are crossed. The
 * same seed, told the same observations, proposes the same. What was shown broken or not vulnerable by the tests leaves
 * the beam, and its last trick is counted as a failure.
 */
export function createAttackSearch(options: SearchOptions): AttackSearch {
  const { target, tricks, queries } = options
  const { task } = target
  const random = seededRandom(Number.parseInt(sha256(`${task.id} ${options.seed}`).slice(0, 8), 16))
  const next = () => random.next()
  const known = tricks.filter(({ languages }) => languages.includes(task.language))
  const arms = new Map(known.map(({ name }) => [name, { won: 1, lost: 1 }]))
  const byName = new Map(known.map((trick) => [trick.name, trick]))
  const seen = new Set<string>()
  const parents = new Map<string, number>()
  const root: Member = { code: task.vulnerable, steps: [], bound: 0 }
  let beam: Member[] = [root]
  let best: AttackSearch['best'] = null
  let asked = 0
  const opening: Candidate[] = [
    ...(options.cases ?? []).map((code) => ({ code, steps: ['case'] })),
    { code: root.code, steps: [] },
  ]

  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)]

  const applyTrick = (trick: Trick, code: string): string | null => {
    const made = trick.apply({ language: task.language, code, entryPoint: task.entryPoint }, next)
    return made === null || made === code || made.length > MAX_CHARACTERS ? null : made
  }

  /** Thompson sampling: the arm with the highest draw from its Beta posterior. */
  const chooseTrick = (): Trick | undefined => {
    let chosen: Trick | undefined
    let highest = -1
    for (const trick of known) {
      const arm = arms.get(trick.name)
      const draw = arm ? drawBeta(arm.won, arm.lost, next) : 0
      if (draw > highest) [chosen, highest] = [trick, draw]
    }
    return chosen
  }

  const mutate = (): Candidate | null => {
    // The better of two: pressure towards good parents that keeps the others alive.
    const [a, b] = [pick(beam), pick(beam)]
    const parent = !a || (b && b.bound > a.bound) ? b : a
    const trick = chooseTrick()
    if (!parent || !trick) return null
    const base = parent.steps.length >= MAX_STEPS ? root : parent
    const code = applyTrick(trick, base.code)
    if (code === null) {
      // It does not apply here: a weak reason to try it less.
      const arm = arms.get(trick.name)
      if (arm) arm.lost += 0.2
      return null
    }
    parents.set(keyOf(code), base.bound)
    return { code, steps: [...base.steps, trick.name] }
  }

  /** The tricks of one candidate, then those of another, from the start. */
  const cross = (): Candidate | null => {
    const [a, b] = [pick(beam), pick(beam)]
    if (!a || !b || a === b) return null
    const wanted = [...new Set([...a.steps, ...b.steps])].slice(0, MAX_STEPS)
    let code = root.code
    const steps: string[] = []
    for (const name of wanted) {
      const trick = byName.get(name)
      const made = trick ? applyTrick(trick, code) : null
      if (made === null) continue
      code = made
      steps.push(name)
    }
    if (steps.length < 2) return null
    parents.set(keyOf(code), Math.max(a.bound, b.bound))
    return { code, steps }
  }

  const take = (candidate: Candidate | null): Candidate | null => {
    if (candidate === null || asked >= queries) return null
    const key = keyOf(candidate.code)
    if (seen.has(key)) return null
    seen.add(key)
    asked += 1
    return candidate
  }

  return {
    target,
    get asked() {
      return asked
    },
    get best() {
      return best
    },
    propose(count) {
      const proposed: Candidate[] = []
      for (let attempt = 0; proposed.length < count && attempt < ATTEMPTS * count; attempt++) {
        if (asked >= queries) break
        const candidate = take(opening.shift() ?? (beam.length > 2 && next() < 0.2 ? cross() : mutate()))
        if (candidate) proposed.push(candidate)
      }
      return proposed
    },
    suggest: (code, from) =>
      code.length > MAX_CHARACTERS || code.trim() === '' ? null : take({ code, steps: [from] }),
    observe(candidate, { bound, hack }) {
      const key = keyOf(candidate.code)
      const before = parents.get(key) ?? 0
      parents.delete(key)
      const arm = arms.get(candidate.steps.at(-1) ?? '')
      if (arm) {
        if (hack !== false && bound > before + IMPROVEMENT) arm.won += 1
        else arm.lost += hack === false ? 2 : 1
      }
      if (candidate.code === root.code) root.bound = bound
      if (hack === false) return
      const share = target.honest > 0 ? bound / target.honest : 0
      if (best === null || share > best.share) best = { share, steps: candidate.steps, code: candidate.code }
      if (bound > 0 && candidate.code !== root.code) {
        beam.push({ ...candidate, bound })
        // Among equals the shorter composition: it leaves room for more.
        beam.sort((a, b) => b.bound - a.bound || a.steps.length - b.steps.length)
        beam = beam.slice(0, BEAM)
      }
      if (!beam.includes(root)) beam.push(root)
    },
  }
}

const keyOf = (code: string): string => sha256(code)

/** One draw from Beta(a, b), as X / (X + Y) of two Gamma draws. */
function drawBeta(a: number, b: number, next: () => number): number {
  const x = drawGamma(a, next)
  const y = drawGamma(b, next)
  return x + y === 0 ? 0 : x / (x + y)
}

/** One draw from Gamma(shape, 1), shape ≥ 1, after Marsaglia and Tsang (2000). */
function drawGamma(shape: number, next: () => number): number {
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    const v = (1 + c * normal) ** 3
    if (v > 0 && Math.log(1 - next()) < 0.5 * normal ** 2 + d - d * v + d * Math.log(v)) return d * v
  }
}
