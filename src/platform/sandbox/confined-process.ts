import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { SbrError } from '../../kernel/index.ts'
import { killGroup } from '../subprocess.ts'
import { OWNER_PIPE, type SandboxJob, type SandboxResult, type SandboxStatus } from './port.ts'
import { descendantsOf, residentBytes } from './process-tree.ts'

const DEFAULT_MEMORY = 384 * 1024 * 1024
const DEFAULT_OUTPUT = 1024 * 1024

/** Milliseconds between two looks at the job's memory: two cores fill about 200 MiB in that time. */
const WATCH_MS = 40

/** Runs a confined command to its end or to its limits. Killing bubblewrap ends the process namespace below it. */
export function runConfined(
  command: { command: string; args: string[] },
  job: SandboxJob,
): Promise<SandboxResult> {
  const started = process.hrtime.bigint()
  return new Promise((resolve, reject) => {
    const child = spawn(command.command, command.args, {
      env: {},
      stdio: ['pipe', 'pipe', 'pipe', 'ignore', 'pipe'],
      detached: true,
      cwd: '/',
    }) as ChildProcessWithoutNullStreams
    child.stdio[OWNER_PIPE]?.on('error', () => {}) // nobody writes to it, and its end is all it says
    let ended: SandboxStatus | null = null
    const end = (status: SandboxStatus) => {
      ended ??= status
      killGroup(child)
    }
    const output: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] }
    let size = 0
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (piece: Buffer) => {
        size += piece.length
        if (size > (job.maxOutputBytes ?? DEFAULT_OUTPUT)) end('output-limit')
        else output[name].push(piece)
      })
    child.stdin.on('error', () => {}) // a program that does not read its input is no failure of ours
    child.stdin.end(job.stdin ?? '')
    const deadline = setTimeout(() => end('timeout'), job.timeoutMs)
    const watch = setInterval(() => {
      if (
        child.pid !== undefined &&
        residentBytes(descendantsOf(child.pid)) > (job.memoryBytes ?? DEFAULT_MEMORY)
      )
        end('out-of-memory')
    }, WATCH_MS)
    const abort = () => end('killed')
    job.signal?.addEventListener('abort', abort, { once: true })
    const settle = () => {
      clearTimeout(deadline)
      clearInterval(watch)
      job.signal?.removeEventListener('abort', abort)
    }
    child.on('error', (cause) => {
      settle()
      reject(
        new SbrError('SANDBOX_UNAVAILABLE', `Could not start ${command.command}`, {
          cause,
          next: 'Run `sbr doctor`.',
        }),
      )
    })
    child.on('close', (exitCode, signal) => {
      settle()
      resolve({
        status: ended ?? statusOf(exitCode, signal, Number(process.hrtime.bigint() - started) / 1e6, job),
        exitCode,
        stdout: Buffer.concat(output.stdout).toString('utf8'),
        stderr: Buffer.concat(output.stderr).toString('utf8'),
        durationMs: Number(process.hrtime.bigint() - started) / 1e6,
      })
    })
  })
}

/** 137 past the deadline is the job's own supervisor, which acts when this process was too busy to. */
function statusOf(
  exitCode: number | null,
  signal: string | null,
  elapsedMs: number,
  job: SandboxJob,
): SandboxStatus {
  if (exitCode === 137 && elapsedMs >= job.timeoutMs) return 'timeout'
  return signal !== null || exitCode === 137 ? 'killed' : 'ok'
}
