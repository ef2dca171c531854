import { type RewardDocument, type Sample, SbrError } from '../../kernel/index.ts'

export interface QueueOptions {
  judge(samples: readonly Sample[]): Promise<readonly RewardDocument[]>
  /** Most distinct samples that wait or are judged at a time; more are refused. */
  capacity: number
  /** Most samples that are judged together: engines start once for all of them. */
  batchSize: number
  /** Batches that are judged at a time. */
  lanes: number
}

/** Waits at most until `signal` aborts; then those that nobody else waits for leave the queue. */
export interface Wait {
  signal?: AbortSignal
}

interface Entry {
  sample: Sample
  document: Promise<RewardDocument>
  settle: { resolve(document: RewardDocument): void; reject(reason: unknown): void }
  waiting: number
  started: boolean
}

/** Weight of the newest batch in the running estimate of seconds a sample. */
const NEWEST = 0.3

/**
 * Gathers the samples of all requests into batches. The same sample, asked for twice at a time, is judged once.
 * Samples are known by their id, so an id must be a digest of what decides.
 */
export class JudgeQueue {
  readonly #options: QueueOptions
  readonly #entries = new Map<string, Entry>()
  readonly #waiting = new Set<Entry>()
  #running = 0
  #secondsPerSample = 0.1
  joined = 0

  constructor(options: QueueOptions) {
    this.#options = options
  }

  get depth(): { waiting: number; running: number } {
    return { waiting: this.#waiting.size, running: this.#entries.size - this.#waiting.size }
  }

  /** Seconds after which there is likely to be room again. */
  get retryAfterSeconds(): number {
    return Math.min(120, Math.max(1, Math.ceil(this.#entries.size * this.#secondsPerSample)))
  }

  /**
   * One document per sample, in their order; null where the signal aborted before there was one.
   *
   * @throws SbrError `BUSY` with `retryAfterSeconds` where they do not all fit; then none of them was taken.
   */
  async submit(samples: readonly Sample[], { signal }: Wait = {}): Promise<(RewardDocument | null)[]> {
    if (signal?.aborted) return samples.map(() => null)
    const fresh = new Set(samples.map(({ id }) => id).filter((id) => !this.#entries.has(id)))
    if (this.#entries.size + fresh.size > this.#options.capacity)
      throw new SbrError('BUSY', `${this.#entries.size} samples wait or are judged already`, {
        next: 'Send the same request again after the seconds that Retry-After names.',
        facts: { retryAfterSeconds: this.retryAfterSeconds },
      })
    this.joined += samples.length - fresh.size
    const entries = samples.map((sample) => this.#entryOf(sample))
    for (const entry of entries) entry.waiting += 1
    this.#start()
    try {
      return await Promise.all(entries.map((entry) => waitFor(entry.document, signal)))
    } finally {
      for (const entry of entries) {
        entry.waiting -= 1
        if (entry.waiting === 0 && !entry.started) this.#remove(entry)
      }
    }
  }

  #entryOf(sample: Sample): Entry {
    const known = this.#entries.get(sample.id)
    if (known) return known
    const { promise, resolve, reject } = Promise.withResolvers<RewardDocument>()
    // Whoever waited may have gone: a failure that nobody hears must not end the process.
    promise.catch(() => {})
    const entry = { sample, document: promise, settle: { resolve, reject }, waiting: 0, started: false }
    this.#entries.set(sample.id, entry)
    this.#waiting.add(entry)
    return entry
  }

  #remove(entry: Entry): void {
    this.#waiting.delete(entry)
    this.#entries.delete(entry.sample.id)
  }

  #start(): void {
    while (this.#running < this.#options.lanes && this.#waiting.size > 0) {
      const batch = [...this.#waiting.values().take(this.#options.batchSize)]
      for (const entry of batch) {
        this.#waiting.delete(entry)
        entry.started = true
      }
      this.#running += 1
      void this.#judge(batch).finally(() => {
        this.#running -= 1
        this.#start()
      })
    }
  }

  async #judge(batch: readonly Entry[]): Promise<void> {
    const started = process.hrtime.bigint()
    try {
      const documents = await this.#options.judge(batch.map(({ sample }) => sample))
      batch.forEach((entry, at) => {
        const document = documents[at]
        if (document) entry.settle.resolve(document)
        else entry.settle.reject(new SbrError('INTERNAL', 'The judge gave fewer documents than samples'))
      })
    } catch (thrown) {
      for (const entry of batch) entry.settle.reject(thrown)
    } finally {
      for (const entry of batch) this.#remove(entry)
      const seconds = Number(process.hrtime.bigint() - started) / 1e9 / batch.length / this.#options.lanes
      this.#secondsPerSample += NEWEST * (seconds - this.#secondsPerSample)
    }
  }
}

/** The document, or null where the signal aborts first. */
function waitFor(document: Promise<RewardDocument>, signal?: AbortSignal): Promise<RewardDocument | null> {
  if (!signal) return document
  return new Promise((resolve, reject) => {
    const abort = () => resolve(null)
    signal.addEventListener('abort', abort, { once: true })
    document.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
