import { localOperator } from '../../access/index.ts'
import { type Corpus, openLocalCorpus } from '../../corpus/index.ts'
import type { Logger } from '../../kernel/index.ts'
import type { Config } from '../../platform/index.ts'
import { type SessionOptions, withJudge } from '../judge-session.ts'
import { createRewardService, type RewardService } from './reward-service.ts'

/** Opens engines and judge behind the cache of a corpus, and closes them whatever happens. */
export function withRewardService<T>(
  options: SessionOptions & { cache: Corpus | null; logger: Logger; signal?: AbortSignal },
  config: Config,
  body: (service: RewardService) => Promise<T>,
): Promise<T> {
  const { cache, logger, signal, ...session } = options
  return withJudge(session, config, async ({ judge, policy }) => {
    if (cache !== null)
      await cache
        .recordPolicy({ hash: judge.policyHash, policy, identity: judge.identity })
        .catch((thrown: unknown) =>
          logger.warn({ error: String(thrown) }, 'what the policy hash stands for could not be stored'),
        )
    return await body(createRewardService({ judge, cache, logger, ...(signal ? { signal } : {}) }))
  })
}

/** Opens the corpus as a cache of rewards; null, with a warning, where the store cannot be had: rewards do not need it. */
export async function openRewardCache(
  config: Config,
  logger: Logger,
): Promise<{ corpus: Corpus; close(): Promise<void> } | null> {
  try {
    return await openLocalCorpus(config, localOperator())
  } catch (thrown) {
    logger.warn({ error: String(thrown) }, 'the store could not be opened: rewards are not remembered')
    return null
  }
}
