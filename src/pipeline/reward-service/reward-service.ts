import { type Corpus, cleanDocument, sampleDigest } from '../../corpus/index.ts'
import type { Judge } from '../../judge/index.ts'
import { type Logger, type RewardDocument, type Sample, SbrError } from '../../kernel/index.ts'
import { describeInvalid } from '../../reward/index.ts'
import { JudgeQueue, type QueueOptions } from './judge-queue.ts'
import { nameDocument, toDecisive } from './name-document.ts'

export interface RewardServiceOptions extends Partial<Omit<QueueOptions, 'judge'>> {
  judge: Pick<Judge, 'policyHash' | 'judge'>
  /** Where rewards are remembered; null: nowhere. */
  cache: Pick<Corpus, 'loadJudgements' | 'storeJudgements'> | null
  logger: Logger
  /** Ends judgements under way; without, they are finished, also for those who have gone. */
  signal?: AbortSignal
}

export interface Judged {
  /** One document per sample, in their order. */
  documents: RewardDocument[]
  /** Was every sample judged before the deadline? Those that were not have no reward. */
  complete: boolean
}

export interface JudgeLimits {
  /** Aborts when whoever asked has gone. */
  signal?: AbortSignal
  /** Milliseconds after which the answer is given, whatever is missing. */
  deadlineMs?: number
}

/** What happened so far, for metrics. */
export interface RewardServiceState {
  waiting: number
  running: number
  cacheHits: number
  cacheMisses: number
  joined: number
  rejudged: number
}

/** Rewards by content and policy hash: from the cache, from a judgement under way, or judged now. */
export interface RewardService {
  readonly policyHash: string
  /** @throws SbrError `BUSY` where the queue is full. */
  judge(samples: readonly Sample[], limits?: JudgeLimits): Promise<Judged>
  state(): RewardServiceState
}

/** Distinct samples that may wait or be judged: eight times 64 groups of 8 completions. */
const CAPACITY = 4_096
/** A core starts once for a batch: with 512 the engines used 0.9 s more for 1,000 samples. */
const BATCH_SIZE = 1_024
const LANES = 2

/** What a document says that was cut by the deadline. */
const TOO_LATE = 'the deadline of the request passed'

export function createRewardService(options: RewardServiceOptions): RewardService {
  const { judge, cache, logger, signal: end } = options
  const counts = { cacheHits: 0, cacheMisses: 0, rejudged: 0 }
  const queue = new JudgeQueue({
    capacity: options.capacity ?? CAPACITY,
    batchSize: options.batchSize ?? BATCH_SIZE,
    lanes: options.lanes ?? LANES,
    judge: async (samples) => {
      const documents = (await judgeAgainWhereCrashed(samples)).map(cleanDocument)
      if (cache !== null) await remember(samples, documents)
      return documents
    },
  })
  return {
    policyHash: judge.policyHash,
    state: () => ({ ...queue.depth, ...counts, joined: queue.joined }),
    async judge(samples, { signal, deadlineMs } = {}) {
      const known = await recall(samples)
      const missing = samples.filter((sample) => !known.has(sample))
      counts.cacheHits += samples.length - missing.length
      counts.cacheMisses += missing.length
      const ends = [signal, deadlineMs === undefined ? undefined : AbortSignal.timeout(deadlineMs)]
      const judged =
        missing.length === 0
          ? []
          : await queue.submit(missing.map(toDecisive), {
              signal: AbortSignal.any(ends.filter((end) => end !== undefined)),
            })
      missing.forEach((sample, at) => {
        const document = judged[at]
        if (document) known.set(sample, nameOrThrow(document, sample))
      })
      const documents = samples.map(
        (sample) => known.get(sample) ?? describeInvalid(sample.id, TOO_LATE, judge.policyHash),
      )
      return { documents, complete: samples.every((sample) => known.has(sample)) }
    },
  }

  /**
   * An engine that died says nothing about the sample: it is asked once more, by a new process. A sample is given up
   * when an engine has failed on it twice, not when two engines have failed once.
   */
  async function judgeAgainWhereCrashed(samples: readonly Sample[]): Promise<RewardDocument[]> {
    const documents = await judge.judge(samples, end)
    const failed = documents.map((document) => new Set(unheardEngines(document)))
    let again = [...samples.keys()].filter((at) => failed[at]?.size)
    while (again.length > 0) {
      counts.rejudged += again.length
      const next = await judge.judge(
        again.flatMap((at) => samples[at] ?? []),
        end,
      )
      again = again.filter((at, index) => {
        const document = next[index]
        if (!document) return false
        if (document.valid) documents[at] = document
        const before = failed[at]
        const engines = unheardEngines(document)
        const isNew = engines.length > 0 && engines.every((engine) => !before?.has(engine))
        for (const engine of engines) before?.add(engine)
        return isNew
      })
    }
    return documents
  }

  async function recall(samples: readonly Sample[]): Promise<Map<Sample, RewardDocument>> {
    if (cache === null) return new Map()
    const digests = samples.map(sampleDigest)
    try {
      const stored = await cache.loadJudgements(judge.policyHash, digests)
      return new Map(
        samples.flatMap((sample, at) => {
          const document = stored.get(digests[at] ?? '')
          const named = document ? nameDocument(document, sample) : null
          return named ? [[sample, named] as const] : []
        }),
      )
    } catch (thrown) {
      logger.warn({ error: String(thrown) }, 'the reward cache could not be read: judged anew')
      return new Map()
    }
  }

  async function remember(samples: readonly Sample[], documents: readonly RewardDocument[]): Promise<void> {
    const valid = samples.flatMap((sample, at) => {
      const document = documents[at]
      return document?.valid ? [{ sample, document }] : []
    })
    if (cache === null || valid.length === 0) return
    try {
      await cache.storeJudgements(valid)
    } catch (thrown) {
      logger.warn({ error: String(thrown) }, 'rewards could not be stored: they will be judged again')
    }
  }
}

/** Engines because of which a document is invalid; none: it is valid, or what was asked is the reason. */
const unheardEngines = ({ valid, verdicts }: RewardDocument): string[] =>
  valid ? [] : Object.keys(verdicts).filter((engine) => verdicts[engine] === 'unknown')

function nameOrThrow(document: RewardDocument, sample: Sample): RewardDocument {
  const named = nameDocument(document, sample)
  if (named === null) throw new SbrError('INTERNAL', 'The judge answered about another sample')
  return named
}
