import { readFileSync } from 'node:fs'
import { descendantsOf, residentBytes } from '../platform/index.ts'

/** Milliseconds between two looks. */
const WATCH_MS = 500

/**
 * Watches the resident memory of this process and everything it starts; file-backed and shared pages are not
 * counted once more for each process. The database server is shared and not below this process.
 */
export function watchPeakMemory(): { stop(): number } {
  let peak = 0
  const look = () => {
    peak = Math.max(peak, residentBytes(descendantsOf(process.pid)))
  }
  const timer = setInterval(look, WATCH_MS)
  timer.unref()
  return {
    stop() {
      look()
      clearInterval(timer)
      return Math.max(peak, ownPeak())
    },
  }
}

/** The kernel's own record of this process's peak, in bytes. */
function ownPeak(): number {
  const match = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'latin1'))
  return Number(match?.[1] ?? 0) * 1024
}
