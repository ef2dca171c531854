import { type Finding, sha256 } from '../../kernel/index.ts'
import { CONTENT_DIGESTS, purlWithoutVersion } from './fingerprints.ts'
import type { Names } from './names.ts'

/** What matching keeps of a finding: 32-bit words, by position. Digests are 64 bits, in two words. */
export const FIELD = {
  tool: 0,
  rule: 1,
  /** 0: without a place. */
  path: 2,
  startLine: 3,
  startColumn: 4,
  endLine: 5,
  endColumn: 6,
  /** What matched: its content digest, else a fingerprint that stands for it; of a dependency, the package. */
  code: 7,
  /** Tokens before the match; of a dependency, its version. */
  above: 9,
  /** Tokens after the match. */
  below: 11,
  scope: 13,
  toolFingerprint: 15,
  message: 17,
  cwe: 19,
  pack: 20,
  flags: 21,
  /** Of a dependency, one name of its advisory. */
  advisory: 22,
} as const
const WORDS = 23

/** Bytes that matching keeps of one finding, beside the distinct names of tools, rules, paths and packs. */
export const BYTES_PER_FINDING = WORDS * 4

/** Bits of `FIELD.flags`. */
export const FLAG = {
  dependency: 1,
  /** `code`, `above` and `below` hold for any path and rule. */
  contentDigest: 2,
  /** The code was at hand: a digest that differs is other code. */
  source: 4,
} as const

/** Findings in one block of memory: blocks are never copied as they grow in number. */
const BLOCK = 1 << 14

/** The findings of one side of a comparison, in the order they were added, without their texts. */
export class CompactFindings {
  readonly #names: Names
  readonly #blocks: Uint32Array[] = []
  #length = 0

  constructor(names: Names) {
    this.#names = names
  }

  get length(): number {
    return this.#length
  }

  get(index: number, field: number): number {
    return this.#blocks[(index / BLOCK) | 0]?.[(index % BLOCK) * WORDS + field] ?? 0
  }

  has(index: number, flag: number): boolean {
    return (this.get(index, FIELD.flags) & flag) !== 0
  }

  /** A digest as one number: 53 of its 64 bits. 0 where there is none. */
  digest(index: number, field: number): number {
    return this.get(index, field) * 0x200000 + (this.get(index, field + 1) >>> 11)
  }

  add(finding: Finding): void {
    const index = this.#length++
    if (index % BLOCK === 0) this.#blocks.push(new Uint32Array(BLOCK * WORDS))
    const block = this.#blocks.at(-1) as Uint32Array
    const at = (index % BLOCK) * WORDS
    const put = (field: number, value: number) => {
      block[at + field] = value
    }
    const putDigest = (field: number, text: string | undefined) => {
      if (text === undefined) return
      const hex = IS_DIGEST.test(text) ? text : sha256(text)
      put(field, Number.parseInt(hex.slice(0, 8), 16))
      put(field + 1, Number.parseInt(hex.slice(8, 16), 16))
    }
    const { tool, rule, location, fingerprints, cwe } = finding
    const own = fingerprints.own
    const [codeDigest, aroundDigest] = CONTENT_DIGESTS
    put(FIELD.tool, this.#names.id(tool.name))
    put(FIELD.rule, this.#names.id(rule.id))
    put(FIELD.pack, this.#names.id(rule.pack))
    put(FIELD.cwe, cwe.primary ?? 0)
    if (location !== null) {
      put(FIELD.path, this.#names.id(location.path))
      put(FIELD.startLine, location.startLine)
      put(FIELD.startColumn, location.startColumn ?? 0)
      put(FIELD.endLine, location.endLine)
      put(FIELD.endColumn, location.endColumn ?? 0)
    }
    putDigest(FIELD.toolFingerprint, toolFingerprint(finding))
    // Numbers in a message are lines, columns and versions more often than anything that identifies.
    putDigest(FIELD.message, sha256(finding.message.replace(/\d+/g, '#')))
    if (finding.package !== null && finding.advisory !== null) {
      put(FIELD.flags, FLAG.dependency)
      const { id, aliases } = finding.advisory
      put(FIELD.advisory, this.#names.advisory(id, aliases))
      putDigest(FIELD.code, sha256(purlWithoutVersion(finding.package.purl)))
      putDigest(FIELD.above, sha256(finding.package.version ?? ''))
      return
    }
    putDigest(FIELD.scope, own['sast/scope/v1'])
    putDigest(FIELD.code, own[codeDigest] ?? own['secret/v1'] ?? own['sast/exact/v1'])
    const around = own[aroundDigest] ?? own['sast/context/v1']
    putDigest(FIELD.above, around)
    if (own[aroundDigest] !== undefined) putDigest(FIELD.below, around?.slice(32))
    if (own[codeDigest] !== undefined) put(FIELD.flags, FLAG.contentDigest | FLAG.source)
    else if (own['sast/exact/v1'] !== undefined) put(FIELD.flags, FLAG.source)
  }
}

/** A digest, or half of one. */
const IS_DIGEST = /^(?:[0-9a-f]{32}){1,2}$/

/**
 * The tool's own fingerprint: of several the first by name. Partial fingerprints describe a place and do
 * not identify a result: they are not asked.
 */
function toolFingerprint({ fingerprints }: Finding): string | undefined {
  let first: string | undefined
  for (const name in fingerprints.tool)
    if (!name.startsWith('partial:') && (first === undefined || name < first)) first = name
  return first === undefined ? undefined : `${first}\0${fingerprints.tool[first]}`
}

/** One number of several, of 53 bits: equal lists have equal numbers, and others hardly ever. Never 0. */
export function mixKey(...words: readonly number[]): number {
  let high = 0x9e3779b9
  let low = 0x85ebca6b
  for (const word of words) {
    // A digest has more than 32 bits: both halves count.
    for (const half of [word | 0, (word / 0x100000000) | 0]) {
      high = Math.imul(high ^ half, 0x9e3779b1)
      high ^= high >>> 15
      low = Math.imul(low ^ half, 0x5bd1e995)
      low ^= low >>> 13
    }
  }
  high = Math.imul(high ^ low, 0x85ebca6b)
  low = Math.imul(low ^ (high >>> 16), 0xc2b2ae35)
  return (high >>> 0) * 0x200000 + (low >>> 11) || 1
}
