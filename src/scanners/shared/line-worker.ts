import { type ChildProcess, spawn } from 'node:child_process'
import { SbrError } from '../../kernel/index.ts'
import { killGroup, minimalEnvironment } from '../../platform/index.ts'

/** An answer to one line, or why none came. */
export type WorkerAnswer =
  | { value: unknown; failure: null }
  | { value: null; failure: 'timeout' | 'engine-crashed'; message: string }

/** Bytes of one answer; more ends the worker. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024
/** Questions that a worker has at a time: enough that it never waits for us. */
const WINDOW = 8
const NEWLINE = 0x0a
/** Failures in a row after which a worker is asked whether it works at all, and the milliseconds for that. */
const SUSPECT_AFTER = 3
const PROBE_MS = 10_000

interface Question {
  /** Made when it is sent: questions that wait hold no copy of their text. */
  make: () => unknown
  timeoutMs: number
  settle(answer: WorkerAnswer): void
}

/**
 * A warm process that answers one JSON line for each JSON line, in order. A worker that dies or takes too long is
 * killed; the question it was at counts as failed, and the ones behind it are asked of a new worker. One that fails
 * again and again and does not even answer a question of our own is given up: everything that waits fails with it.
 */
export class LineWorker {
  readonly #command: string
  readonly #args: readonly string[]
  readonly #probe: unknown
  #failures = 0
  #child: ChildProcess | null = null
  #buffer: Buffer[] = []
  #bytes = 0
  #stderr = ''
  readonly #asked: Question[] = []
  readonly #waiting: Question[] = []
  #deadline: NodeJS.Timeout | undefined

  /** `probe` is a question that every working worker answers at once. */
  constructor(command: string, args: readonly string[], probe: unknown) {
    this.#command = command
    this.#args = args
    this.#probe = probe
  }

  /** Asks and waits. The time counts from when the worker gets to the question. */
  ask(make: () => unknown, timeoutMs: number, signal?: AbortSignal): Promise<WorkerAnswer> {
    return new Promise((resolve, reject) => {
      const cancelled = () => new SbrError('CANCELLED', 'The scan was cancelled')
      if (signal?.aborted) return reject(cancelled())
      const question: Question = {
        make,
        timeoutMs,
        settle: (answer) => {
          signal?.removeEventListener('abort', abort)
          resolve(answer)
        },
      }
      const abort = () => {
        reject(cancelled())
        this.#drop(question)
      }
      signal?.addEventListener('abort', abort, { once: true })
      this.#waiting.push(question)
      this.#send()
    })
  }

  /** Ends the process; a later question starts a new one. */
  close(): void {
    this.#kill()
    const closed: WorkerAnswer = {
      value: null,
      failure: 'engine-crashed',
      message: 'the worker was closed',
    }
    this.#settleAll(closed)
  }

  #settleAll(answer: WorkerAnswer): void {
    for (const question of [...this.#asked.splice(0), ...this.#waiting.splice(0)]) question.settle(answer)
  }

  #send(): void {
    while (this.#asked.length < WINDOW) {
      const question = this.#waiting.shift()
      if (!question) return
      this.#asked.push(question)
      const child = this.#child ?? this.#start()
      child.stdin?.write(`${JSON.stringify(question.make())}\n`)
      if (this.#asked.length === 1) this.#await()
    }
  }

  /** Starts the clock of the question that the worker is at. */
  #await(): void {
    clearTimeout(this.#deadline)
    const [first] = this.#asked
    if (!first) return
    const { timeoutMs } = first
    this.#deadline = setTimeout(
      () => this.#fail({ value: null, failure: 'timeout', message: `no answer within ${timeoutMs} ms` }),
      timeoutMs,
    )
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
    child.stdout.on('data', (piece: Buffer) => this.#take(child, piece))
    child.stderr.on('data', (piece: Buffer) => {
      this.#stderr = `${this.#stderr}${piece.toString('utf8')}`.slice(-2000)
    })
    child.stdin.on('error', () => {}) // its end is seen by `close`
    const died = (how: string) => {
      if (this.#child !== child) return
      const message = `${how} ${this.#stderr.trim().split('\n').at(-1) ?? ''}`.trim()
      this.#fail({ value: null, failure: 'engine-crashed', message })
    }
    child.on('error', (error) => died(error.message))
    child.on('close', (code, name) => died(`exit code ${code ?? 'none'}, signal ${name ?? 'none'}`))
    return child
  }

  #take(child: ChildProcess, piece: Buffer): void {
    let rest = piece
    // An answer may end the worker: what else it said is then not heard.
    while (this.#child === child && rest.length > 0) {
      const end = rest.indexOf(NEWLINE)
      const part = end < 0 ? rest : rest.subarray(0, end)
      rest = end < 0 ? Buffer.alloc(0) : rest.subarray(end + 1)
      this.#bytes += part.length
      this.#buffer.push(part)
      if (this.#bytes > MAX_ANSWER_BYTES)
        this.#fail({ value: null, failure: 'engine-crashed', message: 'the answer is too long' })
      else if (end >= 0) this.#answer()
    }
  }

  #answer(): void {
    const line = Buffer.concat(this.#buffer).toString('utf8')
    this.#buffer = []
    this.#bytes = 0
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch {
      this.#fail({ value: null, failure: 'engine-crashed', message: 'the answer is not JSON' })
      return
    }
    this.#failures = 0
    this.#asked.shift()?.settle({ value, failure: null })
    this.#await()
    this.#send()
  }

  /** The question that the worker is at fails; those behind it go to a new one. */
  #fail(answer: WorkerAnswer): void {
    this.#kill()
    const [first, ...behind] = this.#asked.splice(0)
    this.#waiting.unshift(...behind)
    this.#failures += 1
    if (this.#failures === SUSPECT_AFTER) this.#waiting.unshift(this.#probing())
    first?.settle(answer)
    this.#send()
  }

  #probing(): Question {
    return {
      make: () => this.#probe,
      timeoutMs: PROBE_MS,
      settle: (answer) => {
        this.#failures = 0
        if (answer.failure !== null) this.#settleAll(answer)
      },
    }
  }

  /** Forgets a question; a worker that is busy with it, or would be, is of no more use. */
  #drop(question: Question): void {
    const waits = this.#waiting.indexOf(question)
    if (waits >= 0) this.#waiting.splice(waits, 1)
    else if (this.#asked.includes(question)) {
      this.#kill()
      this.#waiting.unshift(...this.#asked.splice(0).filter((other) => other !== question))
      // Later: whoever gives up has mostly asked about all of them, and no worker is to start in between.
      setImmediate(() => this.#send())
    }
  }

  #kill(): void {
    clearTimeout(this.#deadline)
    const child = this.#child
    this.#child = null
    if (child) killGroup(child)
  }
}
