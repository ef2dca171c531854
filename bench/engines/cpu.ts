import { readFileSync } from 'node:fs'

/** Linux counts process times in hundredths of a second. */
const TICK_MS = 10

/** Milliseconds of CPU: of this process, and of its children that have ended and were waited for. */
export interface Cpu {
  own: number
  children: number
}

/** What has been used so far, from `/proc/self/stat` (fields 14 to 17). */
export function readCpu(): Cpu {
  const text = readFileSync('/proc/self/stat', 'utf8')
  // The name in parentheses may hold spaces.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const at = (field: number) => Number(fields[field - 3]) * TICK_MS
  return { own: at(14) + at(15), children: at(16) + at(17) }
}

export interface Measured<T> {
  value: T
  wallMs: number
  cpu: Cpu
}

/** Runs something to its end, its worker processes included, and says what it took. */
export async function measure<T>(work: () => Promise<T>): Promise<Measured<T>> {
  const before = readCpu()
  const started = performance.now()
  const value = await work()
  const wallMs = performance.now() - started
  // Workers that were just closed have to be reaped before they are counted.
  await new Promise((resolve) => setTimeout(resolve, 300))
  const after = readCpu()
  return {
    value,
    wallMs,
    cpu: { own: after.own - before.own, children: after.children - before.children },
  }
}
