import type { CommandContext } from './context.ts'

/** Characters gathered before they are written: a write for each line would cost more than the line. */
const BATCH = 64 * 1024

/** Gathers short texts into larger writes to stdout, and waits until each is taken. */
export class BatchedOutput {
  readonly #context: CommandContext
  #pieces: string[] = []
  #size = 0

  constructor(context: CommandContext) {
    this.#context = context
  }

  /** True once enough is gathered: then `flush` is due. */
  add(text: string): boolean {
    this.#pieces.push(text)
    this.#size += text.length
    return this.#size >= BATCH
  }

  async flush(): Promise<void> {
    const text = this.#pieces.join('')
    this.#pieces = []
    this.#size = 0
    if (text !== '') await this.#context.out(text)
  }
}
