import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../../src/kernel/index.ts'
import type { Hit } from './scan.ts'

/** A hit that somebody read. `uncertain` counts as wrong. */
export interface Label extends Hit {
  verdict: 'true-positive' | 'false-positive' | 'uncertain'
  reason: string
}

export const LABELS = join(import.meta.dirname, 'labels.jsonl')

export async function readLines<T>(file: string): Promise<T[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): T => JSON.parse(line))
}

/** What makes a verdict about the same code: a line that moved in another version is another hit. */
export const keyOf = ({ ecosystem, package: name, version, path, line, rule, digest }: Hit): string =>
  [ecosystem, name, version, path, line, rule, digest].join(' ')

const SEED = 'rule-pack 1'

/** Up to `most` hits of each rule, in an order that only the seed decides. */
export function sampleHits(hits: readonly Hit[], most: number): Hit[] {
  const byRule = Map.groupBy(hits, ({ rule }) => rule)
  return [...byRule.keys()].sort().flatMap((rule) => {
    const own = byRule.get(rule) ?? []
    const ordered = own.map((hit) => ({ hit, at: sha256(`${SEED} ${keyOf(hit)}`) }))
    ordered.sort((a, b) => (a.at < b.at ? -1 : 1))
    return ordered.slice(0, most).map(({ hit }) => hit)
  })
}
