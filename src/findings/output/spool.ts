/** Text that is put aside and taken back once: in memory, or in a temporary file where it may grow. */
export interface Spool {
  append(text: string): void
  /** Everything that was appended, in order. */
  read(): Iterable<string>
  /** Gives back what it held on to. */
  close(): void
}

/** A spool in memory, for reports that are in memory anyway. */
export function openMemorySpool(): Spool {
  let texts: string[] = []
  return {
    append: (text) => {
      texts.push(text)
    },
    read: () => texts,
    close: () => {
      texts = []
    },
  }
}
