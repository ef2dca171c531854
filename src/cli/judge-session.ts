import { createJudge, type Judge, loadPolicy } from '../judge/index.ts'
import { openParser } from '../platform/index.ts'
import type { Policy } from '../reward/index.ts'
import { createEnginePool } from '../scanners/index.ts'
import type { CommandContext } from './context.ts'

export interface JudgeSession {
  judge: Judge
  policy: Policy
  /** Engines that could look and are not installed, for a word on stderr. */
  missing: string[]
}

/** Samples that are scanned together: engines start once for all of them. */
export const BATCH = 64

/** Opens engines, parser and judge for one command, and closes them whatever happens. */
export async function withJudge<T>(
  policyName: string,
  { config }: CommandContext,
  body: (session: JudgeSession) => Promise<T>,
): Promise<T> {
  const policy = loadPolicy(policyName)
  const pool = createEnginePool({ purpose: 'reward', home: config.home })
  try {
    const engineInfos = await pool.infos()
    const parser = await openParser()
    try {
      const judge = await createJudge({
        pool,
        policy,
        parser,
        engineInfos,
        timeoutMs: config.scanTimeoutSeconds * 1000,
      })
      try {
        const missing = engineInfos.filter(({ available }) => !available).map(({ name }) => name)
        return await body({ judge, policy, missing })
      } finally {
        await judge.close()
      }
    } finally {
      parser.dispose()
    }
  } finally {
    await pool.close()
  }
}
