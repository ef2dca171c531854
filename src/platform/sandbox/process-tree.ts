import { readdirSync, readFileSync } from 'node:fs'

/** A process and everything below it, by the parents that `/proc` names. */
export function descendantsOf(root: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc')) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    const parent = parentOf(pid)
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), pid])
  }
  const found = [root]
  for (const pid of found) found.push(...(children.get(pid) ?? []))
  return found
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in brackets may hold anything, brackets too: the fields begin after the last one.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    return Number.isInteger(parent) ? parent : null
  } catch {
    return null // it has ended since
  }
}

/**
 * Resident bytes of processes together: anonymous and shared memory. Pages of files do not count, or libraries
 * would once a process; shared memory counts once for each that maps it, which errs on the safe side.
 */
export function residentBytes(pids: readonly number[]): number {
  let kilobytes = 0
  for (const pid of pids) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'latin1')
      for (const [, value] of status.matchAll(/^Rss(?:Anon|Shmem):\s+(\d+) kB$/gm)) kilobytes += Number(value)
    } catch {
      // it has ended since
    }
  }
  return kilobytes * 1024
}
