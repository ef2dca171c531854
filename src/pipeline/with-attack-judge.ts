import { type AttackJudge, createAttackJudge } from '../adversary/index.ts'
import type { LoadedTask, Verdict } from '../kernel/index.ts'
import { type Config, openSandbox } from '../platform/index.ts'
import { scoreSample } from '../reward/index.ts'
import { createTaskRunner } from '../tasks/index.ts'
import { withJudge } from './judge-session.ts'

export interface AttackSession {
  attack: AttackJudge
  /** What each engine alone says, one record a code. */
  verdicts(
    asks: readonly { language: LoadedTask['language']; code: string }[],
  ): Promise<Record<string, Verdict>[]>
}

/** Opens the live policy and the sandbox for attacks, and closes them whatever happens. */
export function withAttackJudge<T>(
  options: { policy: string },
  config: Config,
  body: (session: AttackSession) => Promise<T>,
): Promise<T> {
  // Without registries: whether a package exists is no question of how code is written.
  return withJudge({ policy: options.policy, tasks: false }, config, async ({ judge, policy }) => {
    const sandbox = await openSandbox()
    try {
      return await body({
        attack: createAttackJudge(judge, policy, createTaskRunner(sandbox)),
        verdicts: async (asks) => {
          const facts = await judge.gatherFacts(
            asks.map(({ language, code }, index) => ({ id: `engine-${index}`, language, code })),
          )
          return facts.map((fact) => scoreSample(fact, policy, judge.policyHash).verdicts)
        },
      })
    } finally {
      await sandbox.close()
    }
  })
}
