import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { digestFields, type Language, SbrError, sha256, type Target } from '../../kernel/index.ts'
import { openParser, type SourceParser } from '../../platform/index.ts'

/** Larger targets are not scanned: engines skip them silently (Semgrep's own limit is 1 MB). */
export const MAX_TARGET_BYTES = 1_000_000

/** One target as it was read. */
export interface SnapshotTarget {
  path: string
  language: Language | null
  /** Empty where it could not be read or is too large. */
  content: Buffer
  sha256: string
  /** Why no engine can have looked at all of it; null: it was read, and it parses where there is a grammar. */
  problem: Problem | null
}

interface Problem {
  /** `unreadable`, `too-large`, `binary`: there is nothing to hand to an engine; `parse-error`: there is. */
  reason: 'unreadable' | 'too-large' | 'binary' | 'parse-error'
  message: string
}

/** Every target's content, read once and parsed once on its own, so that all engines see the same. */
export interface Snapshot {
  root: string
  targets: readonly SnapshotTarget[]
}

/**
 * Reads and parses targets independently of every engine: Semgrep and OpenGrep report no error for
 * files that they could not parse. Where `contents` has a target's path, that is what it holds.
 */
export async function takeSnapshot(
  root: string,
  targets: readonly Target[],
  signal?: AbortSignal,
  contents?: ReadonlyMap<string, Buffer>,
): Promise<Snapshot> {
  const languages = new Set(targets.map((target) => target.language))
  const parser = await openParser([...languages].filter((language) => language !== null))
  try {
    const read: SnapshotTarget[] = []
    for (const { path, language } of targets) {
      if (signal?.aborted) throw new SbrError('CANCELLED', 'Reading the targets was cancelled')
      const given = contents?.get(path)
      const { content, problem } = given ? judgeContent(given) : await readTarget(join(root, path))
      read.push({
        path,
        language,
        content,
        sha256: sha256(content),
        problem: problem ?? findParseError(parser, language, content),
      })
    }
    return { root, targets: read }
  } finally {
    parser.dispose()
  }
}

interface ReadTarget {
  content: Buffer
  problem: Problem | null
}

const refuse = (reason: Problem['reason'], message: string): ReadTarget => ({
  content: Buffer.alloc(0),
  problem: { reason, message },
})

const refuseSize = (bytes: number): ReadTarget =>
  refuse('too-large', `${bytes} bytes; the limit is ${MAX_TARGET_BYTES}`)

function judgeContent(content: Buffer): ReadTarget {
  if (content.length > MAX_TARGET_BYTES) return refuseSize(content.length)
  return content.includes(0) ? refuse('binary', 'contains a NUL byte') : { content, problem: null }
}

/** Reads a regular file without following a link at its end and without blocking on a FIFO. */
async function readTarget(path: string): Promise<ReadTarget> {
  try {
    const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const status = await file.stat()
      if (!status.isFile()) return refuse('unreadable', 'not a regular file')
      if (status.size > MAX_TARGET_BYTES) return refuseSize(status.size)
      return judgeContent(await file.readFile())
    } finally {
      await file.close()
    }
  } catch (error) {
    return refuse('unreadable', error instanceof Error ? error.message : String(error))
  }
}

function findParseError(parser: SourceParser, language: Language | null, content: Buffer): Problem | null {
  if (!parser.supports(language)) return null
  const parsed = parser.parse(language, content.toString('utf8'))
  if (!parsed) return null
  const { hasError, firstErrorLine } = parsed
  parsed.dispose()
  return hasError ? { reason: 'parse-error', message: `does not parse at line ${firstErrorLine}` } : null
}

/** Identity of the scanned content: paths and digests in order. */
export function digestSnapshot(targets: readonly SnapshotTarget[]): string {
  return digestFields(
    targets.flatMap(({ path, language, sha256: digest, problem }) => [
      path,
      language,
      digest,
      problem?.reason ?? null,
    ]),
  )
}
