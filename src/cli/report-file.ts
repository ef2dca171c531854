import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ByteSource, memorySource } from '../findings/index.ts'
import { SbrError } from '../kernel/index.ts'

/** A report that is open for reading at any position. */
export interface OpenReportFile extends ByteSource {
  close(): void
}

/** Reports that stay open until all are done with: standard input can be taken once only. */
export class OpenReports {
  readonly #open = new Map<string, OpenReportFile>()

  /** @throws SbrError as `openReportFile`. */
  async open(path: string): Promise<OpenReportFile> {
    const known = this.#open.get(path)
    if (known !== undefined) return known
    const file = await openReportFile(path)
    this.#open.set(path, file)
    return file
  }

  /** Closes one that is done with; standard input stays, it may be named again. */
  release(path: string): void {
    if (path === '-') return
    this.#open.get(path)?.close()
    this.#open.delete(path)
  }

  close(): void {
    for (const file of this.#open.values()) file.close()
    this.#open.clear()
  }
}

/** Standard input up to this size stays in memory; more goes to a file that nobody else can open. */
const MAX_INPUT_IN_MEMORY = 32 * 1024 * 1024

/**
 * Opens a report by path; `-` is standard input.
 *
 * @throws SbrError `BAD_INPUT` where it cannot be read, or is no file.
 */
export async function openReportFile(path: string): Promise<OpenReportFile> {
  if (path === '-') return openStandardInput()
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch (cause) {
    throw new SbrError('BAD_INPUT', `${path} cannot be read: ${messageOf(cause)}`, { cause })
  }
  const facts = fstatSync(descriptor)
  if (facts.isDirectory()) {
    closeSync(descriptor)
    throw new SbrError('BAD_INPUT', `${path} is a folder`, { next: 'Name the report files in it.' })
  }
  if (!facts.isFile()) {
    closeSync(descriptor)
    throw new SbrError('BAD_INPUT', `${path} is neither a file nor standard input`, {
      next: 'Write the report to a file, or pipe it in and name it -.',
    })
  }
  return descriptorSource(descriptor, path)
}

function descriptorSource(descriptor: number, name: string): OpenReportFile {
  return {
    size: fstatSync(descriptor).size,
    read(position, into) {
      try {
        return readSync(descriptor, into, 0, into.byteLength, position)
      } catch (cause) {
        throw new SbrError('BAD_INPUT', `${name} cannot be read: ${messageOf(cause)}`, { cause })
      }
    },
    close: () => closeSync(descriptor),
  }
}

/** A stream cannot be read twice: it is kept, in memory or in a file without a name. */
async function openStandardInput(): Promise<OpenReportFile> {
  const pieces: Buffer[] = []
  let size = 0
  let spool: number | null = null
  for await (const piece of process.stdin) {
    const bytes = Buffer.from(piece as Uint8Array)
    size += bytes.byteLength
    pieces.push(bytes)
    if (spool === null && size <= MAX_INPUT_IN_MEMORY) continue
    spool ??= openNameless()
    for (const part of pieces.splice(0)) writeSync(spool, part)
  }
  if (spool === null) return { ...memorySource(Buffer.concat(pieces)), close: () => {} }
  return descriptorSource(spool, 'standard input')
}

/** A file that is gone from its folder as soon as it is open: nothing is left behind, whatever happens. */
function openNameless(): number {
  const folder = mkdtempSync(join(tmpdir(), 'sbr-input-'))
  try {
    return openSync(join(folder, 'report'), 'wx+', 0o600)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))
