import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Progress, SbrError, SILENT, sha256, toSbrError } from '../../kernel/index.ts'
import type { SourceParser } from '../../platform/index.ts'
import { findFunctions } from '../context/source-functions.ts'
import { type CollectTools, collectVersion } from '../packages/collect-version.ts'
import { excerptFunction } from './excerpt-function.ts'
import type { PairRecipe } from './recipe.ts'

/** A function in its whole file. */
export interface FetchedSide {
  /** The whole file. */
  text: string
  /** The file without its other functions; lines keep their numbers. */
  excerpt: string
  /** The function in it, 1-based and inclusive. */
  startLine: number
  endLine: number
  /** The function's whole lines. */
  code: string
}

/** Both versions of a pair, each what its recipe says. */
export interface FetchedPair {
  recipe: PairRecipe
  vulnerable: FetchedSide
  fixed: FetchedSide
}

/**
 * Fetches the code of recipes, at most two packages at a time. What is in the cache is not fetched again. A pair that
 * cannot be had, or that is not what its recipe says, is data.
 */
export async function fetchPairs(
  recipes: readonly PairRecipe[],
  tools: CollectTools,
  parser: SourceParser,
  progress: Progress = SILENT,
): Promise<{ pairs: FetchedPair[]; failed: { recipe: PairRecipe; error: SbrError }[] }> {
  const results: (FetchedPair | SbrError)[] = []
  let next = 0
  const work = async () => {
    for (let index = next++; index < recipes.length; index = next++) {
      const recipe = recipes[index]
      if (!recipe) continue
      try {
        const side = (which: 'vulnerable' | 'fixed') => fetchSide(recipe, which, tools, parser)
        results[index] = { recipe, vulnerable: await side('vulnerable'), fixed: await side('fixed') }
      } catch (thrown) {
        const error = toSbrError(thrown)
        if (error.code === 'CANCELLED' || error.code === 'DISK_FULL') throw error
        results[index] = error
      }
      progress.advance(index + 1, recipes.length, 'pairs')
    }
  }
  await Promise.all([work(), work()])
  return {
    pairs: results.filter((result): result is FetchedPair => !(result instanceof SbrError)),
    failed: recipes.flatMap((recipe, index) => {
      const error = results[index]
      return error instanceof SbrError ? [{ recipe, error }] : []
    }),
  }
}

async function fetchSide(
  recipe: PairRecipe,
  which: 'vulnerable' | 'fixed',
  tools: CollectTools,
  parser: SourceParser,
): Promise<FetchedSide> {
  const { ecosystem, package: name, path, language } = recipe
  const version = recipe.versions[which]
  const { root } = await collectVersion(
    { ecosystem, package: name, version, pinned: recipe.archives[which] },
    tools,
  )
  const text = await readFile(join(root, path), 'utf8')
  const found = findFunctions(parser, { language, text }).functions.find(
    ({ key, code }) => key === recipe.function && sha256(code) === recipe.digests[which],
  )
  if (!found)
    throw new SbrError('INTEGRITY', `${name} ${version} ${path}: ${recipe.function} is not what was read`, {
      next: 'Leave the pair out: its archive or the way functions are told apart has changed.',
    })
  const { startLine, endLine, code } = found
  return { text, excerpt: excerptFunction(parser, language, text, found), startLine, endLine, code }
}
