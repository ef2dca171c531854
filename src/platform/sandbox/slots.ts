/** A fixed number of places; who finds none free waits in order. */
export class Slots {
  private readonly free: number[]
  private readonly waiting: ((slot: number) => void)[] = []

  constructor(count: number) {
    // Other processes of this machine have slots too: the process id keeps their uids apart.
    const first = (process.pid % 10_000) * 16
    this.free = Array.from({ length: Math.min(count, 16) }, (_, index) => first + index)
  }

  async use<T>(work: (slot: number) => Promise<T>): Promise<T> {
    const slot = this.free.pop() ?? (await new Promise<number>((resolve) => this.waiting.push(resolve)))
    try {
      return await work(slot)
    } finally {
      const next = this.waiting.shift()
      if (next) next(slot)
      else this.free.push(slot)
    }
  }
}
