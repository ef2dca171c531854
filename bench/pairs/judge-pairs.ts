import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { type FetchedPair, type PairRecipe, recipeIdOf } from '../../src/collect/index.ts'
import { digestJson, type Finding, type Target } from '../../src/kernel/index.ts'
import type { EngineFact, Policy } from '../../src/reward/index.ts'
import { collectVoices, countsAsWeakness, familyOf } from '../../src/reward/voices.ts'
import {
  createEnginePool,
  type EngineInfo,
  type EngineOutput,
  type EnginePool,
} from '../../src/scanners/index.ts'

/** What was said about one version of a function: by engine and by lineage, about the pair's family of CWEs. */
export interface SideVerdict {
  engines: Record<string, boolean>
  lineages: Record<string, boolean>
  /** Anything that counts, of whatever CWE, in the function. */
  anything: boolean
}

/** A pair as the engines saw it. */
export interface JudgedPair {
  id: string
  recipe: PairRecipe
  family: number
  vulnerable: SideVerdict
  fixed: SideVerdict
}

export interface Judged {
  pairs: JudgedPair[]
  /** Pairs of which an engine that the policy requires could not read a version, such as Python 2. */
  unjudged: { id: string; reason: string }[]
  engines: { name: string; version: string | null; lineages: string[] }[]
}

/** Files in one batch, and milliseconds that an engine may take for one of them. */
const BATCH = 48
const TIMEOUT_MS = 20_000

/**
 * Judges both versions of each pair by the engines of the reward: each function in its own file without the other
 * functions, so that engines see its imports and constants; only what they report inside the function counts. What was judged by
 * the same engines before comes from the cache.
 */
export async function judgePairs(
  pairs: readonly FetchedPair[],
  policy: Policy,
  options: { home: string; cache: string; say: (line: string) => void },
): Promise<Judged> {
  const pool = createEnginePool({ purpose: 'reward', home: options.home })
  try {
    const infos = (await pool.infos()).filter(
      ({ name, available }) => available && !policy.dependencyEngines.includes(name),
    )
    const engines = infos.map(({ name, version, packs }) => ({
      name,
      version,
      lineages: [...new Set(packs.map(({ lineage }) => lineage))].sort(),
    }))
    const identity = digestJson({
      engines: infos.map(({ name, version, packs }) => ({ name, version, packs })),
      policy: { ...policy, calibration: null },
      format: 2,
    })
    const file = join(options.cache, `verdicts-${identity.slice(0, 16)}.jsonl`)
    const known = await readVerdicts(file)
    const missing = pairs.filter(({ recipe }) => !known.has(recipeIdOf(recipe)))
    for (let at = 0; at < missing.length; at += BATCH / 2) {
      const batch = missing.slice(at, at + BATCH / 2)
      const verdicts = await judgeBatch(batch, policy, pool, infos)
      for (const verdict of verdicts) known.set(verdict.id, verdict)
      await writeFile(file, [...known.values()].map((verdict) => `${JSON.stringify(verdict)}\n`).join(''))
      options.say(`judged ${Math.min(at + BATCH / 2, missing.length)} of ${missing.length} pairs`)
    }
    const all = pairs.flatMap((pair) => {
      const verdict = known.get(recipeIdOf(pair.recipe))
      return verdict ? [{ verdict, recipe: pair.recipe }] : []
    })
    return {
      engines,
      pairs: all.flatMap(({ verdict, recipe }) => {
        const { id, vulnerable, fixed, family } = verdict
        return vulnerable && fixed && verdict.reason === null
          ? [{ id, recipe, family, vulnerable, fixed }]
          : []
      }),
      unjudged: all.flatMap(({ verdict: { id, reason } }) => (reason === null ? [] : [{ id, reason }])),
    }
  } finally {
    await pool.close()
  }
}

interface StoredVerdict {
  id: string
  family: number
  vulnerable: SideVerdict | null
  fixed: SideVerdict | null
  reason: string | null
}

async function readVerdicts(file: string): Promise<Map<string, StoredVerdict>> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const list = text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as StoredVerdict)
  return new Map(list.map((verdict) => [verdict.id, verdict]))
}

async function judgeBatch(
  batch: readonly FetchedPair[],
  policy: Policy,
  pool: EnginePool,
  infos: readonly EngineInfo[],
): Promise<StoredVerdict[]> {
  const root = await mkdtemp(join(tmpdir(), 'sbr-pairs-'))
  try {
    const targets: Target[] = []
    for (const { recipe, ...sides } of batch)
      for (const side of ['vulnerable', 'fixed'] as const) {
        const { excerpt } = sides[side]
        const path = pathOf(recipe, side)
        await writeFile(join(root, path), excerpt)
        targets.push({ path, language: recipe.language, bytes: Buffer.byteLength(excerpt) })
      }
    const outputs = await pool.scan({ root, targets, timeoutMs: TIMEOUT_MS })
    return batch.map((pair) => toVerdict(pair, policy, outputs, infos))
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

const pathOf = (recipe: PairRecipe, side: string): string =>
  `p${recipeIdOf(recipe)}${side[0]}${extname(recipe.path)}`

function toVerdict(
  pair: FetchedPair,
  policy: Policy,
  outputs: readonly EngineOutput[],
  infos: readonly EngineInfo[],
): StoredVerdict {
  const { recipe } = pair
  const family = policy.cweFamilies[String(recipe.cwe)] ?? recipe.cwe
  const reasons: string[] = []
  const judgeSide = (side: 'vulnerable' | 'fixed'): SideVerdict => {
    const facts = factsOf(recipe, pathOf(recipe, side), pair[side], outputs, infos)
    for (const fact of facts)
      if (fact.status !== 'scanned' && policy.required[recipe.language]?.includes(fact.engine))
        reasons.push(`${fact.engine}: ${fact.reason}`)
    const counting = (findings: readonly Finding[]) =>
      findings.filter((finding) => countsAsWeakness(finding, policy))
    const scanned = facts.filter(({ status }) => status === 'scanned')
    return {
      engines: Object.fromEntries(
        scanned.map(({ engine, findings }) => [
          engine,
          counting(findings).some((finding) => familyOf(finding, policy) === family),
        ]),
      ),
      lineages: Object.fromEntries(
        collectVoices(facts, policy).map(({ lineage, hits }) => [lineage, hits.has(family)]),
      ),
      anything: scanned.some(({ findings }) => counting(findings).length > 0),
    }
  }
  const vulnerable = judgeSide('vulnerable')
  const fixed = judgeSide('fixed')
  return { id: recipeIdOf(recipe), family, vulnerable, fixed, reason: reasons[0] ?? null }
}

function factsOf(
  recipe: PairRecipe,
  path: string,
  { startLine, endLine }: { startLine: number; endLine: number },
  outputs: readonly EngineOutput[],
  infos: readonly EngineInfo[],
): EngineFact[] {
  return infos
    .filter(({ languages }) => languages.includes(recipe.language))
    .flatMap((info): EngineFact[] => {
      const output = outputs.find(({ run }) => run.tool.name === info.name)
      const target = output?.run.targets.find((one) => one.path === path)
      if (target?.status === 'unsupported') return []
      const findings = (output?.findings ?? []).filter(
        ({ location }) =>
          location?.path === path && location.startLine >= startLine && location.startLine <= endLine,
      )
      return [
        {
          engine: info.name,
          status: target?.status === 'scanned' ? 'scanned' : 'failed',
          reason: target?.status === 'scanned' ? null : (target?.reason ?? 'it says nothing about the file'),
          packs: info.packs.map(({ name, lineage }) => ({ name, lineage })),
          findings,
        },
      ]
    })
}
