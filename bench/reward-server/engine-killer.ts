import { readdirSync, readFileSync } from 'node:fs'
import type { Random } from '../../src/kernel/index.ts'

/** How the processes of engines are told from the server's others (its database, its sandbox). */
const ENGINES: readonly { name: string; pattern: RegExp }[] = [
  { name: 'bandit', pattern: /scanners\/bandit\/worker\.py/ },
  { name: 'semgrep', pattern: /semgrep-core|osemgrep|pysemgrep|bin\/semgrep/ },
  { name: 'opengrep', pattern: /opengrep/ },
  { name: 'eslint', pattern: /eslint-worker/ },
]

/** Kills one engine process of a server now and then, and counts. Only descendants of that server are touched. */
export class EngineKiller {
  readonly #server: number
  readonly #random: Random
  readonly #pause: number
  #timer: NodeJS.Timeout | undefined
  readonly kills: Record<string, number> = {}

  /** `pause`: milliseconds between two kills, in the mean. */
  constructor(server: number, random: Random, pause: number) {
    this.#server = server
    this.#random = random
    this.#pause = pause
    this.#schedule()
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #schedule(): void {
    this.#timer = setTimeout(
      () => {
        this.#killOne()
        this.#schedule()
      },
      this.#pause * (0.5 + this.#random.next()),
    )
  }

  #killOne(): void {
    const engines = descendants(this.#server).flatMap((pid) => {
      const engine = ENGINES.find(({ pattern }) => pattern.test(commandLine(pid)))
      return engine ? [{ pid, name: engine.name }] : []
    })
    const victim = engines[Math.floor(this.#random.next() * engines.length)]
    if (!victim) return
    try {
      process.kill(victim.pid, 'SIGKILL')
      this.kills[victim.name] = (this.kills[victim.name] ?? 0) + 1
    } catch {
      // It ended by itself in the meantime.
    }
  }
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

/** Process ids below one, from /proc. */
function descendants(root: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8')
      const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      parents.set(Number(name), Number(parent))
    } catch {
      // It ended while we looked.
    }
  }
  const isBelow = (pid: number): boolean => {
    for (let at = parents.get(pid); at !== undefined && at > 1; at = parents.get(at))
      if (at === root) return true
    return false
  }
  return [...parents.keys()].filter(isBelow)
}
