import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Spool } from '../findings/index.ts'

/** Text is written and read back in pieces of this size. */
const PIECE = 1024 * 1024

/** A spool in a temporary file that only this user can read, gone with `close` or with the process. */
export function openFileSpool(): Spool {
  const folder = mkdtempSync(join(tmpdir(), 'sbr-spool-'))
  let file: number
  try {
    file = openSync(join(folder, 'text'), 'wx+', 0o600)
  } finally {
    // The open file needs no name: whatever ends the process, nothing stays behind.
    rmSync(folder, { recursive: true, force: true })
  }
  let waiting = ''
  const flush = () => {
    const bytes = Buffer.from(waiting, 'utf8')
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
    waiting = ''
  }
  return {
    append(text) {
      waiting += text
      if (waiting.length >= PIECE) flush()
    },
    *read() {
      flush()
      const decoder = new TextDecoder()
      const bytes = Buffer.allocUnsafe(PIECE)
      for (let position = 0; ; ) {
        const count = readSync(file, bytes, 0, PIECE, position)
        if (count === 0) break
        position += count
        yield decoder.decode(bytes.subarray(0, count), { stream: true })
      }
    },
    close: () => closeSync(file),
  }
}
