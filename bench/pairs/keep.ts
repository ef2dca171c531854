import { readFile, writeFile } from 'node:fs/promises'
import { type PairRecipe, parseRecipes, recipeIdOf } from '../../src/collect/index.ts'

/** A reader's verdict on one mined pair. */
interface Reading {
  id: string
  /** The change is about the weakness, and the version before it has it. */
  right: boolean
  /** What was wrong, or which rule was mended after it. */
  note?: string
}

/**
 * Turns what was mined into the recipes of the study: what a reader found wrong is left out, what he found right is
 * marked as read. One pair per content, in the order of package, path and function.
 */
export async function keep(
  mined: readonly string[],
  reading: string,
  recipes: string,
  say: (line: string) => void,
): Promise<void> {
  const found = (await Promise.all(mined.map((file) => readFile(file, 'utf8')))).flatMap((text, index) =>
    parseRecipes(text, mined[index] ?? ''),
  )
  const read = new Map((await readReadings(reading)).map((one) => [one.id, one]))
  const kept = new Map<string, PairRecipe>()
  for (const recipe of found) {
    const verdict = read.get(recipeIdOf(recipe))
    if (verdict?.right === false) continue
    const content = `${recipe.digests.vulnerable} ${recipe.digests.fixed}`
    if (!kept.has(content)) kept.set(content, { ...recipe, read: verdict !== undefined })
  }
  const sorted = [...kept.values()].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  await writeFile(recipes, sorted.map((recipe) => `${JSON.stringify(recipe)}\n`).join(''))
  const right = [...read.values()].filter((one) => one.right).length
  say(`${found.length} mined, ${read.size} read, ${right} of them right; ${sorted.length} recipes kept`)
}

async function readReadings(file: string): Promise<Reading[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Reading)
}

const keyOf = ({ ecosystem, package: name, path, function: key, versions }: PairRecipe): string =>
  [ecosystem, name, path, key, versions.fixed].join('\n')
