/**
 * Bytes that can be read at any position, more than once: a report on disk, or one in memory. Reading is
 * synchronous, so that readers are plain generators; who opens a file hands it in from outside.
 */
export interface ByteSource {
  /** Length in bytes. */
  readonly size: number
  /**
   * Copies bytes from `position` on into `into`; returns how many, 0 at the end.
   *
   * @throws whatever the device reports.
   */
  read(position: number, into: Uint8Array): number
}

/** Bytes that are in memory already. */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.byteLength,
    read(position, into) {
      const part = bytes.subarray(position, position + into.byteLength)
      into.set(part)
      return part.byteLength
    },
  }
}

/** Fills `into` as far as the source reaches, however little one call gives; returns how many bytes. */
export function readFully(source: ByteSource, position: number, into: Uint8Array): number {
  let filled = 0
  while (filled < into.byteLength) {
    const count = source.read(position + filled, into.subarray(filled))
    if (count === 0) break
    filled += count
  }
  return filled
}

/** The same bytes without the first `count`. */
export function skipBytes(source: ByteSource, count: number): ByteSource {
  return {
    size: Math.max(0, source.size - count),
    read: (position, into) => source.read(position + count, into),
  }
}
