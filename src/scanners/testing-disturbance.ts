import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { runProcess, TOOLS } from '../platform/index.ts'

/** Engines that are processes, by what their command line ends in or holds. */
export const ENGINE_PROCESSES: Readonly<Record<string, string>> = {
  semgrep: '/semgrep/bin/semgrep-core',
  opengrep: '/opengrep-core',
  bandit: '/bandit/worker.py',
  eslint: '/eslint-worker/worker.ts',
  recheck: '/recheck/worker.ts',
  retire: '/retire/worker.ts',
}

/** What befalls an engine: it is killed, stops for ever, or gets no more memory. */
export type Blow = 'SIGKILL' | 'SIGSTOP' | 'out-of-memory'

/** Milliseconds between two looks, and from the sight of a process to the blow: it is at work by then. */
const LOOK_MS = 20
const GRACE_MS = 120
/** Bytes of address space that a process keeps beyond what it has. */
const ROOM_BYTES = 64 * 1024

/**
 * Lets a blow fall on each of the engines once, as soon as one of its processes is at work. Call the answer to end the
 * watch: it says which were struck.
 */
export function disturbEngines(engines: readonly string[], blow: Blow): () => Promise<string[]> {
  const struck: string[] = []
  const left = new Set(engines)
  let watching = true
  const watch = async () => {
    while (watching && left.size > 0) {
      for (const { pid, command } of await listChildren()) {
        const engine = [...left].find((name) => command.includes(ENGINE_PROCESSES[name] ?? name))
        if (engine === undefined) continue
        await sleep(GRACE_MS)
        if (!(await strike(pid, blow))) continue
        left.delete(engine)
        struck.push(engine)
      }
      await sleep(LOOK_MS)
    }
  }
  const watched = watch()
  return async () => {
    watching = false
    await watched
    return struck
  }
}

/** False where the process has ended meanwhile. */
async function strike(pid: number, blow: Blow): Promise<boolean> {
  try {
    if (blow === 'out-of-memory') return await takeMemory(pid)
    process.kill(pid, blow)
    return true
  } catch {
    return false
  }
}

/** Limits a process's address space to what it has: the next allocation fails as on a machine without memory. */
async function takeMemory(pid: number): Promise<boolean> {
  const pages = Number((await readFile(`/proc/${pid}/statm`, 'utf8')).split(' ')[0])
  const limit = pages * 4096 + ROOM_BYTES
  const { exitCode } = await runProcess({
    command: TOOLS.python,
    args: ['-c', `import resource; resource.prlimit(${pid}, resource.RLIMIT_AS, (${limit}, ${limit}))`],
    timeoutMs: 10_000,
  })
  return exitCode === 0
}

/** Processes that this one has started, by /proc. */
async function listChildren(): Promise<{ pid: number; command: string }[]> {
  const tasks = await readdir('/proc/self/task')
  const lists = await Promise.all(tasks.map((task) => readText(`/proc/self/task/${task}/children`)))
  const pids = lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number))
  return Promise.all(pids.map(async (pid) => ({ pid, command: await readText(`/proc/${pid}/cmdline`) })))
}

const readText = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '')
