import { canonicalAdvisory } from './fingerprints.ts'

/** Numbers for texts that many findings share, on both sides of a comparison. 0 is no text. */
export class Names {
  readonly #ids = new Map<string, number>()
  readonly #texts: string[] = ['']
  /** Advisory names that are one advisory, as a forest: each points to another of its names, or to itself. */
  readonly #sameAdvisory = new Map<number, number>()

  /** The text's number; it gets one where it has none. */
  id(text: string | null): number {
    if (text === null || text === '') return 0
    const known = this.#ids.get(text)
    if (known !== undefined) return known
    const id = this.#texts.push(text) - 1
    this.#ids.set(text, id)
    return id
  }

  /** The text's number, or 0 where nothing has it. */
  find(text: string): number {
    return this.#ids.get(text) ?? 0
  }

  text(id: number): string {
    return this.#texts[id] ?? ''
  }

  /**
   * Number of an advisory by one of its names. What any finding calls aliases is one advisory in all, so
   * that it stays itself when it is given a CVE between two scans: ask `advisoryRoot` once all are added.
   */
  advisory(id: string, aliases: readonly string[]): number {
    const [first = 0, ...others] = [id, ...aliases].map((name) =>
      this.id(`advisory ${canonicalAdvisory({ id: name, aliases: [] })}`),
    )
    for (const other of others) {
      const [a, b] = [this.advisoryRoot(first), this.advisoryRoot(other)]
      if (a !== b) this.#sameAdvisory.set(Math.max(a, b), Math.min(a, b))
    }
    return first
  }

  advisoryRoot(id: number): number {
    let root = id
    for (let next = this.#sameAdvisory.get(root); next !== undefined; next = this.#sameAdvisory.get(root))
      root = next
    return root
  }
}
