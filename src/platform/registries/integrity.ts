import { createHash, type Hash } from 'node:crypto'
import { SbrError } from '../../kernel/index.ts'

/** What a download must hash to. At least one of them is there, and all of them must hold. */
export interface ExpectedContent {
  /** Hexadecimal. */
  sha256?: string
  /** Subresource integrity (`sha512-…`, several separated by spaces: the strongest counts), as npm's `dist.integrity`. */
  integrity?: string
  /** SHA-1, hexadecimal: all that npm has for packages from before 2017. Never enough beside nothing else but age. */
  sha1?: string
}

const STRENGTH = ['sha512', 'sha384', 'sha256'] as const

interface Check {
  hash: Hash
  encoding: 'hex' | 'base64'
  expected: string
}

/** Hashes a stream of bytes, and says at the end whether it is what was expected. */
export class ContentCheck {
  readonly #checks: Check[] = []
  readonly #content = createHash('sha256')

  /** @throws SbrError `INTEGRITY` where nothing is expected: content that nobody vouches for is not taken. */
  constructor(expected: ExpectedContent, what: string) {
    if (expected.sha256)
      this.#checks.push({
        hash: createHash('sha256'),
        encoding: 'hex',
        expected: expected.sha256.toLowerCase(),
      })
    const integrity = expected.integrity ? strongest(expected.integrity) : null
    if (integrity)
      this.#checks.push({
        hash: createHash(integrity.algorithm),
        encoding: 'base64',
        expected: integrity.digest,
      })
    else if (expected.sha1)
      this.#checks.push({ hash: createHash('sha1'), encoding: 'hex', expected: expected.sha1.toLowerCase() })
    if (this.#checks.length === 0)
      throw new SbrError('INTEGRITY', `${what}: the registry gives no digest to check it by`, {
        next: 'Use a registry that passes digests on.',
      })
  }

  update(piece: Uint8Array): void {
    this.#content.update(piece)
    for (const check of this.#checks) check.hash.update(piece)
  }

  /** SHA-256 of what went through. @throws SbrError `INTEGRITY` where one digest differs. */
  finish(what: string): string {
    for (const { hash, encoding, expected } of this.#checks) {
      const actual = hash.digest(encoding)
      if (actual !== expected)
        throw new SbrError('INTEGRITY', `${what}: its digest is ${actual}, expected ${expected}`, {
          next: 'Do not use it: the registry or something on the way changed it.',
        })
    }
    return this.#content.digest('hex')
  }
}

function strongest(integrity: string): { algorithm: string; digest: string } | null {
  const parts = integrity.trim().split(/\s+/)
  for (const algorithm of STRENGTH) {
    const part = parts.find((candidate) => candidate.startsWith(`${algorithm}-`))
    if (part) return { algorithm, digest: part.slice(algorithm.length + 1).replace(/\?.*$/, '') }
  }
  return null
}
