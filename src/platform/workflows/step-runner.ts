import type { Progress } from '../../kernel/index.ts'
import type { Engine } from './engine.ts'
import type { StageContext } from './stage.ts'

/**
 * Steps of one attempt. The first failure wins and is told to `failure`; from then on nothing of this
 * attempt is recorded any more, so that a failed or cancelled attempt looks to the next one exactly like
 * a killed one: finished steps are there, the failed one runs again.
 */
export class StepRunner implements StageContext {
  readonly workflow: string
  readonly progress: Progress
  readonly signal: AbortSignal
  /** Rejects with the first failure; never resolves. */
  readonly failure: Promise<never>
  readonly #runStep: Engine['runStep']
  readonly #fail: (thrown: unknown) => void
  readonly #running = new Set<Promise<unknown>>()
  #failed = false

  constructor(about: {
    workflow: string
    progress: Progress
    signal: AbortSignal
    runStep: Engine['runStep']
  }) {
    this.#runStep = about.runStep
    this.workflow = about.workflow
    this.progress = about.progress
    this.signal = about.signal
    const { promise, reject } = Promise.withResolvers<never>()
    promise.catch(() => {}) // whoever races it hears of it; nobody else must
    this.failure = promise
    this.#fail = reject
  }

  /** Ends the attempt from outside. */
  fail(thrown: unknown): void {
    this.#failed = true
    this.#fail(thrown)
  }

  step<T>(name: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const recorded: Promise<T> = this.#runStep(name, async () => {
      if (this.#failed) return neverSettles<T>()
      const result = await this.guard(() => this.#track(run(this.signal)))
      // Done is done, even when another step failed meanwhile: stay until it is recorded.
      this.#track(recorded).catch(() => {})
      return result
    })
    return recorded
  }

  async stepEach<Item, T>(
    items: readonly Item[],
    options: { limit: number; name(item: Item): string; run(item: Item, signal: AbortSignal): Promise<T> },
  ): Promise<T[]> {
    const slots = new Slots(options.limit)
    // All steps start here, in order: the engine knows a step by its place, which must not depend on timing.
    return Promise.all(
      items.map((item) =>
        this.step(options.name(item), (signal) => slots.use(() => options.run(item, signal))),
      ),
    )
  }

  /** Runs code of the stage; what it throws ends the attempt, and nothing behind it goes on. */
  async guard<T>(run: () => Promise<T>): Promise<T> {
    const work = (async () => run())()
    try {
      return await work
    } catch (thrown) {
      this.fail(thrown)
      return neverSettles()
    }
  }

  #track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work)
    const remove = () => this.#running.delete(work)
    work.then(remove, remove)
    return work
  }

  /** Waits until no step's code runs any more, at most `milliseconds`. */
  async settle(milliseconds: number): Promise<void> {
    const deadline = performance.now() + milliseconds
    while (this.#running.size > 0 && performance.now() < deadline) {
      const timeout = new Promise((resolve) => setTimeout(resolve, deadline - performance.now()).unref())
      await Promise.race([Promise.allSettled([...this.#running]), timeout])
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
}

const neverSettles = <T>(): Promise<T> => new Promise<T>(() => {})

/** A counting semaphore, first come first served. */
class Slots {
  #free: number
  readonly #waiting: (() => void)[] = []

  constructor(limit: number) {
    this.#free = Math.max(1, limit)
  }

  async use<T>(run: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    try {
      return await run()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#free++
    }
  }
}
