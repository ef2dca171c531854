import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fetchPairs, type PairRecipe, parseRecipes } from '../src/collect/index.ts'
import { loadPolicy } from '../src/judge/index.ts'
import { ECOSYSTEMS } from '../src/kernel/index.ts'
import { loadConfig, openParser, PROJECT_ROOT } from '../src/platform/index.ts'
import { judgePairs } from './pairs/judge-pairs.ts'
import { keep } from './pairs/keep.ts'
import { loadOsv } from './pairs/load-osv.ts'
import { measure } from './pairs/measure.ts'
import { mine } from './pairs/mine.ts'
import { openTools } from './pairs/open-tools.ts'
import { toObservations } from './pairs/score-pairs.ts'

/**
 * Labelled pairs from published packages, and how good each judge is on them:
 *
 *     node bench/pairs.ts mine [--advisories DIR] [--max-archive BYTES]   candidates → <cache>/mined.jsonl
 *     node bench/pairs.ts keep                                            mined and read → bench/pairs/recipes.jsonl
 *     node bench/pairs.ts fetch                                           the recipes' code → the cache, verified
 *     node bench/pairs.ts measure [--split held-out]                      the tables
 *     node bench/pairs.ts observations --split train [--to FILE]          for `sbr policy calibrate`
 *
 * Code is fetched into `--cache` (default: the cache under SBR_HOME), never into the project. Held-out pairs are
 * shown only where `--split held-out` asks for them.
 */
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cache: { type: 'string' },
    advisories: { type: 'string', default: join(PROJECT_ROOT, '../shared/data/osv') },
    ecosystem: { type: 'string', multiple: true, default: [...ECOSYSTEMS] },
    'max-archive': { type: 'string', default: '11000000' },
    'max-per-package': { type: 'string', default: '8' },
    policy: { type: 'string', default: 'default' },
    split: { type: 'string', multiple: true, default: ['train', 'validation'] },
    to: { type: 'string' },
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)
const config = loadConfig()
const cache = flags.cache ?? join(config.home, 'cache')
const folder = join(import.meta.dirname, 'pairs')
const recipesFile = join(folder, 'recipes.jsonl')

const commands: Record<string, () => Promise<void>> = {
  mine: async () =>
    mine(
      {
        cache,
        advisories: await loadOsv(flags.advisories),
        listed: join(folder, 'listed.jsonl'),
        ecosystems: flags.ecosystem,
        maxArchiveBytes: Number(flags['max-archive']),
        maxPerPackage: Number(flags['max-per-package']),
      },
      say,
    ),
  keep: () => keep([join(cache, 'mined.jsonl')], join(folder, 'reading.jsonl'), recipesFile, say),
  fetch: async () => void (await fetchAll(await readRecipes())),
  measure: async () => {
    // Thresholds and calibration come from train and validation, so these are judged whatever is shown.
    const wanted = new Set([...flags.split, 'train', 'validation'])
    const judged = await judge((await readRecipes()).filter(({ split }) => wanted.has(split)))
    measure(judged, loadPolicy(flags.policy), flags.split, say)
  },
  observations: async () => {
    const judged = await judge((await readRecipes()).filter(({ split }) => flags.split.includes(split)))
    const lines = toObservations(judged.pairs).map((one) => JSON.stringify(one))
    if (flags.to) await writeFile(flags.to, `${lines.join('\n')}\n`)
    else for (const line of lines) say(line)
  },
}

const command = commands[positionals[0] ?? '']
if (!command) {
  process.stderr.write(`Name one of ${Object.keys(commands).join(', ')}.\n`)
  process.exitCode = 2
} else await command()

async function readRecipes(): Promise<PairRecipe[]> {
  return parseRecipes(await readFile(recipesFile, 'utf8'), recipesFile)
}

async function fetchAll(recipes: readonly PairRecipe[]) {
  const parser = await openParser(['python', 'javascript', 'typescript'])
  try {
    const { pairs, failed } = await fetchPairs(recipes, await openTools(cache), parser)
    process.stderr.write(`${pairs.length} of ${recipes.length} pairs are here and are what was read\n`)
    for (const { recipe, error } of failed)
      process.stderr.write(`  ${recipe.ecosystem}/${recipe.package} ${recipe.function}: ${error.message}\n`)
    if (failed.length > 0) process.exitCode = 3
    return pairs
  } finally {
    parser.dispose()
  }
}

async function judge(recipes: readonly PairRecipe[]) {
  const progress = (line: string) => process.stderr.write(`${line}\n`)
  const pairs = await fetchAll(recipes)
  const judged = await judgePairs(pairs, loadPolicy(flags.policy), {
    home: config.home,
    cache,
    say: progress,
  })
  progress(
    `${judged.pairs.length} pairs judged, ${judged.unjudged.length} that a required engine could not read`,
  )
  return judged
}
