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

const PAGE_BYTES = 4096

/**
 * Resident bytes of processes together, without pages of files and shared memory: libraries would count once a
 * process, and the tmpfs that shared memory lives in is bounded by itself.
 */
export function residentBytes(pids: readonly number[]): number {
  let bytes = 0
  for (const pid of pids) {
    try {
      const [, resident, shared] = readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')
      bytes += (Number(resident) - Number(shared)) * PAGE_BYTES
    } catch {
      // it has ended since
    }
  }
  return bytes
}
