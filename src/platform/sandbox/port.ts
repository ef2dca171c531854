/** One program to be run where it can do no harm. */
export interface SandboxJob {
  /** Runs with `/usr`, the interpreter and the job's files in sight, and nothing else of the machine. */
  interpreter: 'python' | 'node'
  /** Arguments of the interpreter; the job's files are below `/job`, the writable folder is `/tmp`. */
  args: readonly string[]
  /** Files below `/job`, read-only for the program. Plain relative names. */
  files: Readonly<Record<string, string>>
  stdin?: string
  /** Milliseconds until everything that the job started is killed. */
  timeoutMs: number
  /** Resident bytes of all processes of the job together. Default 384 MiB. */
  memoryBytes?: number
  /** Bytes of stdout and stderr together. Default 1 MiB. */
  maxOutputBytes?: number
  signal?: AbortSignal
}

/** `killed`: by a signal that nobody here sent, such as a resource limit. */
export type SandboxStatus = 'ok' | 'timeout' | 'out-of-memory' | 'output-limit' | 'killed'

export interface SandboxResult {
  status: SandboxStatus
  exitCode: number | null
  stdout: string
  stderr: string
  durationMs: number
}

/** Descriptor at which a back end sees the end of its owner: whoever started the job never writes, and is gone at EOF. */
export const OWNER_PIPE = 4

/**
 * A way to confine a program. bubblewrap is the one that comes along; gVisor or a microVM would be siblings. Whatever
 * it is, nothing runs in it before it passed the self-test.
 */
export interface SandboxBackEnd {
  readonly name: string
  /** Where the jobs' folders are made; it is gone after `close`. */
  readonly folder: string
  /**
   * Command line that runs the job confined; `folder` holds the job's files on the host. The descriptor OWNER_PIPE
   * must not reach the program.
   */
  commandFor(job: SandboxJob, folder: string, slot: number): Promise<{ command: string; args: string[] }>
  /** Makes a job's folder readable for the uid that the slot runs under. */
  prepareFolder(folder: string, slot: number): Promise<void>
  close(): Promise<void>
}

/** Runs programs confined; a result is data, whatever the program did. */
export interface Sandbox {
  readonly backEnd: string
  run(job: SandboxJob): Promise<SandboxResult>
  close(): Promise<void>
}
