/** Hands out a fixed number of things, first come first served. */
export interface Slots<T> {
  /** Runs `work` with a free one; waits where all are taken. */
  use<R>(work: (slot: T) => Promise<R>): Promise<R>
}

export function createSlots<T>(things: readonly T[]): Slots<T> {
  const free = [...things]
  const waiting: ((slot: T) => void)[] = []
  return {
    async use(work) {
      const slot = free.pop() ?? (await new Promise<T>((resolve) => waiting.push(resolve)))
      try {
        return await work(slot)
      } finally {
        const next = waiting.shift()
        if (next) next(slot)
        else free.push(slot)
      }
    },
  }
}
