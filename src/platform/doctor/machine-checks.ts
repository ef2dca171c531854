import { mkdirSync, readFileSync, statfsSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import { SbrError } from '../../kernel/index.ts'
import type { Config } from '../config.ts'
import type { Check } from './check.ts'

/** What one whole run writes (packages, database, checkpoints, adapter), with room to spare. */
const MIN_FREE_BYTES = 3e9
/** Training peaks at about 2.9 GB beside the database and the command itself (measured). */
const MIN_MEMORY_BYTES = 4e9

/** Node, processors, memory, disk. */
export function machineChecks(config: Pick<Config, 'home'>): Check[] {
  return [
    {
      area: 'machine',
      name: 'node',
      required: true,
      run: async () => {
        const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
        if (major > 22 || (major === 22 && minor >= 18)) return process.versions.node
        throw new SbrError('TOOL_FAILED', `${process.versions.node} is older than 22.18`, { next: GET_ALL })
      },
    },
    {
      area: 'machine',
      name: 'platform',
      required: true,
      run: async () => {
        if (process.platform === 'linux')
          return `${process.platform}-${process.arch}, ${availableParallelism()} cores`
        throw new SbrError('TOOL_FAILED', `${process.platform} is not supported`, {
          next: 'Run sbr in a Linux machine: WSL on Windows, a Linux VM elsewhere.',
        })
      },
    },
    {
      area: 'machine',
      name: 'memory',
      required: true,
      run: async () => {
        const bytes = Math.min(totalmem(), groupLimit())
        if (bytes >= MIN_MEMORY_BYTES * 0.95) return `${gigabytes(bytes)} GB`
        throw new SbrError('TOOL_FAILED', `${gigabytes(bytes)} GB; training needs 4 GB`, {
          next: 'Give this machine or container more memory.',
        })
      },
    },
    {
      area: 'machine',
      name: 'disk',
      required: true,
      run: async () => {
        mkdirSync(config.home, { recursive: true, mode: 0o700 })
        const { bavail, bsize } = statfsSync(config.home)
        const free = `${gigabytes(bavail * bsize)} GB free under SBR_HOME`
        if (bavail * bsize >= MIN_FREE_BYTES) return free
        throw new SbrError('DISK_FULL', `${free}; a run needs 3 GB`, {
          next: 'Free space, or set SBR_HOME to a folder on another disk.',
        })
      },
    },
  ]
}

export const GET_ALL = 'Run ./quickstart --setup-only.'

/** The container's own limit (cgroup v2), which the machine's total does not show. */
function groupLimit(): number {
  try {
    const text = readFileSync('/sys/fs/cgroup/memory.max', 'utf8').trim()
    return text === 'max' ? Number.POSITIVE_INFINITY : Number(text)
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1)
