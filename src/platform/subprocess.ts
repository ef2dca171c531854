import { type ChildProcess, spawn } from 'node:child_process'
import { SbrError } from '../kernel/index.ts'

export interface ProcessRequest {
  /** Absolute path, or a name looked up on PATH. */
  command: string
  args: readonly string[]
  cwd?: string
  /** The whole environment of the child; nothing is inherited beside it. Default: `minimalEnvironment()`. */
  env?: Record<string, string>
  stdin?: string | Uint8Array
  /** Milliseconds until the whole process group is killed. */
  timeoutMs: number
  /** Milliseconds without any output until it is killed as if its time were over: for a program that tells its progress. */
  silenceMs?: number
  /** Bytes of stdout and of stderr kept each; more ends the process. Default 64 MiB. */
  maxOutputBytes?: number
  signal?: AbortSignal
  /** Called with each piece of stdout as it comes, for progress; a piece may end inside a line. */
  onStdout?: (text: string) => void
  /** Called with each piece of stderr as it comes, for progress. */
  onStderr?: (text: string) => void
}

export interface ProcessResult {
  exitCode: number | null
  signal: NodeJS.Signals | null
  stdout: Buffer
  stderr: Buffer
  timedOut: boolean
  /** Output passed `maxOutputBytes` and the process was ended. */
  overflowed: boolean
  durationMs: number
}

/** What a tool needs to find its way, and no secret: tokens of the caller never reach a scanner. */
export function minimalEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  const kept = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'TERM']
  const environment: Record<string, string> = {}
  for (const name of kept) {
    const value = process.env[name]
    if (value !== undefined) environment[name] = value
  }
  return { ...environment, LC_ALL: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1', ...extra }
}

/**
 * Runs a program with an argument vector (never through a shell), bounded in time and output, in a
 * process group of its own that is killed as a whole. A non-zero exit code is a result, not an error.
 *
 * @throws SbrError `TOOL_MISSING` where the program cannot be started, `CANCELLED` where the signal ended it.
 */
export function runProcess(request: ProcessRequest): Promise<ProcessResult> {
  const limit = request.maxOutputBytes ?? 64 * 1024 * 1024
  const started = process.hrtime.bigint()
  return new Promise((resolve, reject) => {
    if (request.signal?.aborted) {
      reject(new SbrError('CANCELLED', `${request.command} was not started: cancelled`))
      return
    }
    const child = spawn(request.command, [...request.args], {
      cwd: request.cwd,
      env: request.env ?? minimalEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    })
    const output = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
    const sizes = { stdout: 0, stderr: 0 }
    let timedOut = false
    let overflowed = false
    let cancelled = false
    const take = (name: 'stdout' | 'stderr') => (piece: Buffer) => {
      sizes[name] += piece.length
      if (sizes[name] > limit) {
        overflowed = true
        killGroup(child)
        return
      }
      output[name].push(piece)
      silence?.refresh()
      if (name === 'stderr') request.onStderr?.(piece.toString('utf8'))
      else request.onStdout?.(piece.toString('utf8'))
    }
    child.stdout.on('data', take('stdout'))
    child.stderr.on('data', take('stderr'))
    child.stdin.on('error', () => {}) // a child that does not read its input is no failure of ours
    child.stdin.end(request.stdin ?? '')
    const expire = () => {
      timedOut = true
      killGroup(child)
    }
    const timer = setTimeout(expire, request.timeoutMs)
    const silence = request.silenceMs === undefined ? undefined : setTimeout(expire, request.silenceMs)
    const abort = () => {
      cancelled = true
      killGroup(child)
    }
    request.signal?.addEventListener('abort', abort, { once: true })
    const settle = () => {
      clearTimeout(timer)
      clearTimeout(silence)
      request.signal?.removeEventListener('abort', abort)
    }
    child.on('error', (cause) => {
      settle()
      reject(
        new SbrError('TOOL_MISSING', `Could not start ${request.command}`, {
          cause,
          next: 'Run ./quickstart --setup-only, then `sbr doctor`.',
        }),
      )
    })
    child.on('close', (exitCode, signal) => {
      settle()
      if (cancelled) {
        reject(new SbrError('CANCELLED', `${request.command} was cancelled`))
        return
      }
      resolve({
        exitCode,
        signal,
        stdout: Buffer.concat(output.stdout),
        stderr: Buffer.concat(output.stderr),
        timedOut,
        overflowed,
        durationMs: Number(process.hrtime.bigint() - started) / 1e6,
      })
    })
  })
}

/** Kills a detached child with everything it started. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}
