import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { SbrError } from '../../kernel/index.ts'
import { checkEntryPath } from './entry-path.ts'
import { RATIO_FREE_BYTES, type UnpackLimits } from './limits.ts'

/** Takes an archive's entries into a folder, and refuses what no honest archive has. */
export class EntrySink {
  readonly #folder: string
  readonly #limits: UnpackLimits
  readonly #packedBytes: number
  readonly #files = new Set<string>()
  readonly #folders = new Set<string>()
  #entries = 0
  #bytes = 0

  /** `folder` exists and is empty; `packedBytes`: size of the archive. */
  constructor(folder: string, packedBytes: number, limits: UnpackLimits) {
    this.#folder = folder
    this.#packedBytes = packedBytes
    this.#limits = limits
  }

  get files(): number {
    return this.#files.size
  }

  get bytes(): number {
    return this.#bytes
  }

  async takeFolder(raw: string): Promise<void> {
    const path = this.#admit(raw)
    // A folder may be named again: archives repeat them, and it changes nothing.
    if (this.#files.has(path)) throw refuse(`names ${path} as a file and as a folder`)
    this.#folders.add(path)
    await mkdir(join(this.#folder, path), { recursive: true, mode: 0o755 })
  }

  /** Writes a file; its mode in the archive counts for nothing: no file of a package is executable here. */
  async takeFile(raw: string, declaredBytes: number, content: Readable): Promise<void> {
    const path = this.#admit(raw)
    if (path === '' || this.#files.has(path)) throw refuse(`names ${path || 'its root'} twice`)
    if (this.#folders.has(path)) throw refuse(`names ${path} as a file and as a folder`)
    for (let parent = dirname(path); parent !== '.'; parent = dirname(parent)) {
      if (this.#files.has(parent)) throw refuse(`names ${parent} as a file and as a folder`)
      this.#folders.add(parent)
    }
    if (declaredBytes > this.#limits.fileBytes) throw refuse(`has a file of ${declaredBytes} bytes`)
    this.#files.add(path)
    const target = join(this.#folder, path)
    await mkdir(dirname(target), { recursive: true, mode: 0o755 })
    // `wx`: whatever stands there already was not put there by this archive's own rules.
    await pipeline(content, this.#meter(), createWriteStream(target, { flags: 'wx', mode: 0o644 }))
  }

  #admit(raw: string): string {
    this.#entries++
    if (this.#entries > this.#limits.entries) throw refuse(`has more than ${this.#limits.entries} entries`)
    return checkEntryPath(raw, this.#limits.pathBytes)
  }

  /** Counts what really comes out: a header may say anything. */
  #meter(): Transform {
    let own = 0
    return new Transform({
      transform: (piece: Buffer, _encoding, done) => {
        own += piece.length
        this.#bytes += piece.length
        const fault = this.#faultOf(own)
        done(fault ? refuse(fault) : null, piece)
      },
    })
  }

  #faultOf(own: number): string | null {
    if (own > this.#limits.fileBytes) return `has a file of more than ${this.#limits.fileBytes} bytes`
    if (this.#bytes > this.#limits.totalBytes) return `unpacks to more than ${this.#limits.totalBytes} bytes`
    if (this.#bytes > RATIO_FREE_BYTES && this.#bytes > this.#packedBytes * this.#limits.ratio)
      return `unpacks to more than ${this.#limits.ratio} times its size`
    return null
  }
}

export const refuse = (what: string, cause?: unknown): SbrError =>
  new SbrError('UNSAFE_ARCHIVE', `The archive ${what}`, {
    next: 'Do not use this archive.',
    ...(cause === undefined ? {} : { cause }),
  })
