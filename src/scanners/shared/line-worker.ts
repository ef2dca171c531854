import { type ChildProcess, spawn } from 'node:child_process'
import { SbrError } from '../../kernel/index.ts'
import { killGroup, minimalEnvironment } from '../../platform/index.ts'

/** An answer to one line, or why none came. */
export type WorkerAnswer =
  | { value: unknown; failure: null }
  | { value: null; failure: 'timeout' | 'engine-crashed'; message: string }

/** Bytes of one answer; more ends the worker. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024

/**
 * A warm process that answers one JSON line for each JSON line, in order. A worker that dies or takes
 * too long is killed, the question counts as failed, and the next question starts a new worker.
 */
export class LineWorker {
  readonly #command: string
  readonly #args: readonly string[]
  #child: ChildProcess | null = null
  #buffer: Buffer[] = []
  #bytes = 0
  #stderr = ''
  #settle: ((answer: WorkerAnswer) => void) | null = null
  #queue: Promise<unknown> = Promise.resolve()

  constructor(command: string, args: readonly string[]) {
    this.#command = command
    this.#args = args
  }

  /** Asks and waits; questions are answered one at a time. */
  ask(question: unknown, timeoutMs: number, signal?: AbortSignal): Promise<WorkerAnswer> {
    const answer = this.#queue.then(() => this.#askNow(question, timeoutMs, signal))
    this.#queue = answer.catch(() => {})
    return answer
  }

  /** Ends the process; a later question starts a new one. */
  close(): void {
    this.#end({ value: null, failure: 'engine-crashed', message: 'the worker was closed' })
  }

  #askNow(question: unknown, timeoutMs: number, signal?: AbortSignal): Promise<WorkerAnswer> {
    if (signal?.aborted) return Promise.reject(new SbrError('CANCELLED', 'The scan was cancelled'))
    const child = this.#child ?? this.#start()
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => this.#end({ value: null, failure: 'timeout', message: `no answer within ${timeoutMs} ms` }),
        timeoutMs,
      )
      const abort = () => {
        // First: closing settles the question, and a cancelled one has no answer.
        reject(new SbrError('CANCELLED', 'The scan was cancelled'))
        this.close()
      }
      const settle = (answer: WorkerAnswer) => {
        this.#settle = null
        clearTimeout(timer)
        signal?.removeEventListener('abort', abort)
        resolve(answer)
      }
      this.#settle = settle
      signal?.addEventListener('abort', abort, { once: true })
      child.stdin?.write(`${JSON.stringify(question)}\n`)
    })
  }

  #start(): ChildProcess {
    const child = spawn(this.#command, [...this.#args], {
      env: minimalEnvironment(),
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    })
    this.#child = child
    this.#buffer = []
    this.#bytes = 0
    this.#stderr = ''
    child.stdout.on('data', (piece: Buffer) => this.#child === child && this.#take(piece))
    child.stderr.on('data', (piece: Buffer) => {
      this.#stderr = `${this.#stderr}${piece.toString('utf8')}`.slice(-2000)
    })
    child.stdin.on('error', () => {}) // its end is seen by `close`
    const died = (how: string) => {
      if (this.#child !== child) return
      const message = `${how} ${this.#stderr.trim().split('\n').at(-1) ?? ''}`.trim()
      this.#end({ value: null, failure: 'engine-crashed', message })
    }
    child.on('error', (error) => died(error.message))
    child.on('close', (code, name) => died(`exit code ${code ?? 'none'}, signal ${name ?? 'none'}`))
    return child
  }

  #take(piece: Buffer): void {
    this.#bytes += piece.length
    if (this.#bytes > MAX_ANSWER_BYTES) {
      this.#end({ value: null, failure: 'engine-crashed', message: 'the answer is too long' })
      return
    }
    this.#buffer.push(piece)
    if (piece.at(-1) !== 0x0a) return
    const line = Buffer.concat(this.#buffer).toString('utf8')
    this.#buffer = []
    this.#bytes = 0
    try {
      this.#settle?.({ value: JSON.parse(line), failure: null })
    } catch {
      this.#end({ value: null, failure: 'engine-crashed', message: 'the answer is not JSON' })
    }
  }

  #end(answer: WorkerAnswer): void {
    const child = this.#child
    this.#child = null
    if (child) killGroup(child)
    this.#settle?.(answer)
  }
}
