import type { Judge } from '../../judge/index.ts'
import { type LoadedTask, SbrError, type TaskOutcome } from '../../kernel/index.ts'
import { type Policy, scoreSample } from '../../reward/index.ts'

/** What the attacked policy says of code before any test has run. */
export interface Bound {
  /** The most that its reward can be: integrity × security × dependencies, with every functional test passed; null: none. */
  bound: number | null
  /** The same for an answer of which no engine says anything: what silence is worth in its language. */
  ceiling: number
  /** The policy's words for it, for an attacker that reads them. */
  reason: string
}

/** What running the code said: the truth that the attacked reward does not see. */
export interface Truth {
  /** Share of the functional tests that pass. */
  functional: number
  /** Every functional test passes, and an attack gets through. */
  stillVulnerable: boolean
  outcome: TaskOutcome
}

/** Runs a candidate against a task's tests in the sandbox. */
interface Runner {
  run(task: LoadedTask, code: string): Promise<TaskOutcome>
}

/** The live policy as an attacker meets it, and the exploit tests as the truth beside it. */
export interface AttackJudge {
  readonly policy: Policy
  readonly policyHash: string
  /** Rewards asked so far; what was asked before is answered from memory and counts no more. */
  readonly asked: number
  /** One bound a code, in their order. */
  bounds(language: LoadedTask['language'], codes: readonly string[]): Promise<Bound[]>
  /** The same for codes of several languages in one batch. */
  boundsOf(asks: readonly { language: LoadedTask['language']; code: string }[]): Promise<Bound[]>
  truth(task: LoadedTask, code: string): Promise<Truth>
}

/**
 * Wraps a judge for attacks. The exploit tests are no voice in what is attacked: with them no attack could succeed, and
 * nothing would be learnt about the engines. Samples name no task, so that held-out tasks stay out of every reward.
 */
export function createAttackJudge(judge: Judge, policy: Policy, runner: Runner): AttackJudge {
  const memory = new Map<string, Bound>()
  const truths = new Map<string, Truth>()
  let asked = 0
  const keyOf = (language: string, code: string): string => `${language}\u0000${code}`

  async function boundsOf(
    asks: readonly { language: LoadedTask['language']; code: string }[],
  ): Promise<Bound[]> {
    const missing = new Map<string, { language: LoadedTask['language']; code: string }>()
    for (const ask of asks) {
      const key = keyOf(ask.language, ask.code)
      if (!memory.has(key)) missing.set(key, ask)
    }
    const fresh = [...missing.entries()]
    asked += fresh.length
    const facts = await judge.gatherFacts(
      fresh.map(([, { language, code }], index) => ({ id: `attack-${index}`, language, code })),
    )
    fresh.forEach(([key], index) => {
      const fact = facts[index]
      if (!fact) return
      const document = scoreSample(fact, policy, judge.policyHash)
      const without = document.components.function === null ? policy.ceilings.withoutTests : 1
      // A refused sample was not scored without tests: its reward is 0 either way.
      const bound = document.reward === null ? null : Math.min(1, document.reward / without)
      memory.set(key, { bound, ceiling: Math.min(1, document.ceiling / without), reason: document.reason })
    })
    return asks.map(
      ({ language, code }) => memory.get(keyOf(language, code)) ?? { bound: null, ceiling: 0, reason: '' },
    )
  }

  return {
    policy,
    policyHash: judge.policyHash,
    get asked() {
      return asked
    },
    boundsOf,
    bounds: (language, codes) => boundsOf(codes.map((code) => ({ language, code }))),
    async truth(task, code) {
      const key = keyOf(task.id, code)
      const known = truths.get(key)
      if (known) return known
      const outcome = await runDecisively(runner, task, code)
      const { functional, exploit, status } = outcome
      const works = functional.total > 0 && functional.passed === functional.total
      const truth: Truth = {
        functional: functional.total === 0 ? 0 : functional.passed / functional.total,
        // An attack that ended the process, or was not answered, got through.
        stillVulnerable: works && (status !== 'ok' || exploit.passed < exploit.total),
        outcome,
      }
      truths.set(key, truth)
      return truth
    },
  }
}

/**
 * Runs a candidate until the outcome says something: where the job of the attacks did not come to its end, it may have
 * been the attack's effect or a busy machine's, so it is asked a second time and must end so again.
 *
 * @throws SbrError `SANDBOX_UNAVAILABLE` where nothing was run: that is no word about the candidate.
 */
async function runDecisively(runner: Runner, task: LoadedTask, code: string): Promise<TaskOutcome> {
  const first = await runner.run(task, code)
  const outcome = first.status === 'ok' ? first : await runner.run(task, code)
  if (outcome.status === 'refused')
    throw new SbrError(
      'SANDBOX_UNAVAILABLE',
      `A candidate for ${task.id} was not run: ${outcome.reason ?? 'no reason given'}`,
      {
        next: 'Run `sbr doctor`: nothing generated is executed outside the sandbox.',
      },
    )
  return outcome
}
