import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { TOOLS } from '../../platform/index.ts'
import { LineWorker } from '../shared/line-worker.ts'

const Text = Type.Union([Type.String(), Type.Null()])
const AnswerSchema = Type.Object({
  status: Type.Enum(['safe', 'vulnerable', 'unknown'] as const),
  complexity: Text,
  degree: Type.Union([Type.Integer(), Type.Null()]),
  attack: Text,
  error: Text,
})
export type RecheckAnswer = Static<typeof AnswerSchema>
const validator = Compile(AnswerSchema)

/** What recheck says of one regular expression, or why it says nothing. */
export type RecheckResult =
  | { answer: RecheckAnswer; failure: null }
  | { answer: null; failure: { code: string; message: string } }

/** Milliseconds for one regular expression. Most take under 20. */
const REGEX_MS = 10_000
/** Answers that are remembered: the same patterns come again and again. */
const MEMORY = 20_000

/** Recheck in a warm process, each distinct regular expression asked once. */
export class RecheckOracle {
  private readonly worker: LineWorker
  private readonly known = new Map<string, RecheckAnswer>()

  constructor(workerPath: string) {
    const args = ['--max-old-space-size=1024', workerPath, TOOLS.engines]
    this.worker = new LineWorker(process.execPath, args, { pattern: 'a', flags: '' })
  }

  async ask(pattern: string, flags: string, timeoutMs: number, signal?: AbortSignal): Promise<RecheckResult> {
    const key = `${flags}/${pattern}`
    const known = this.known.get(key)
    if (known) return { answer: known, failure: null }
    const said = await this.worker.ask(() => ({ pattern, flags }), Math.min(timeoutMs, REGEX_MS), signal)
    if (said.failure !== null) return { answer: null, failure: { code: said.failure, message: said.message } }
    if (!validator.Check(said.value))
      return {
        answer: null,
        failure: { code: 'engine-error', message: 'the answer is not in the known form' },
      }
    if (this.known.size >= MEMORY) this.known.clear()
    this.known.set(key, said.value)
    return { answer: said.value, failure: null }
  }

  close(): void {
    this.worker.close()
  }
}
