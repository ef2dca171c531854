import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { ECOSYSTEMS, LANGUAGES, SbrError, sha256 } from '../../kernel/index.ts'

/** Which part of a study may look at a package. */
export const PAIR_SPLITS = ['train', 'validation', 'held-out'] as const
export type PairSplit = (typeof PAIR_SPLITS)[number]

const strict = { additionalProperties: false }
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' })
const Archive = Type.Object({ filename: Type.String(), sha256: Digest }, strict)

const PairRecipeSchema = Type.Object(
  {
    ecosystem: Type.Enum(ECOSYSTEMS),
    package: Type.String({ minLength: 1 }),
    versions: Type.Object({ vulnerable: Type.String(), fixed: Type.String() }, strict),
    /** The archives that were read: a registry cannot exchange them unseen. */
    archives: Type.Object({ vulnerable: Archive, fixed: Archive }, strict),
    /** In the archive, its single folder at the top left out. */
    path: Type.String({ minLength: 1 }),
    language: Type.Enum(LANGUAGES),
    /** Qualified name, and which one of that name in the file: `Class.method#0`. */
    function: Type.String({ minLength: 1 }),
    /** SHA-256 of the function's whole lines. */
    digests: Type.Object({ vulnerable: Digest, fixed: Digest }, strict),
    cwe: Type.Integer({ minimum: 1 }),
    advisory: Type.String({ minLength: 1 }),
    /** Why the change is about this weakness, in our words. */
    why: Type.String({ minLength: 10 }),
    /** Which check admitted it. */
    rule: Type.String({ minLength: 1 }),
    /** A reader has looked at both versions and agreed. */
    read: Type.Boolean(),
    split: Type.Enum([...PAIR_SPLITS]),
  },
  strict,
)

/**
 * How to get one function in its vulnerable and its fixed version out of a registry, and what it must hash to. The
 * code itself is nobody's to store.
 */
export type PairRecipe = Static<typeof PairRecipeSchema>

const validator = Compile(PairRecipeSchema)

/**
 * Reads recipes from JSON Lines.
 *
 * @throws SbrError `BAD_INPUT` with the line that is no recipe, or whose package stands in two splits.
 */
export function parseRecipes(text: string, origin: string): PairRecipe[] {
  const splits = new Map<string, PairSplit>()
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const at = `${origin}:${index + 1}`
    const recipe = parseLine(line, at)
    const key = packageKeyOf(recipe)
    const known = splits.get(key) ?? recipe.split
    if (known !== recipe.split) throw new SbrError('BAD_INPUT', `${at}: ${key} is in ${known}, too`)
    splits.set(key, known)
    return [recipe]
  })
}

function parseLine(line: string, at: string): PairRecipe {
  let parsed: unknown
  try {
    parsed = JSON.parse(line)
  } catch (cause) {
    throw new SbrError('BAD_INPUT', `${at} is not JSON`, { cause })
  }
  if (validator.Check(parsed)) return parsed
  const [first] = validator.Errors(parsed)
  throw new SbrError('BAD_INPUT', `${at}: ${first?.instancePath ?? ''} ${first?.message ?? 'no recipe'}`)
}

/** What is split and drawn together: one package, in one ecosystem. */
export const packageKeyOf = ({
  ecosystem,
  package: name,
}: Pick<PairRecipe, 'ecosystem' | 'package'>): string =>
  `${ecosystem}/${ecosystem === 'PyPI' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name}`

/** Names a pair for ever: what it is of, never where it stands in a list. */
export const recipeIdOf = (recipe: PairRecipe): string =>
  sha256(
    [
      packageKeyOf(recipe),
      recipe.path,
      recipe.function,
      recipe.digests.vulnerable,
      recipe.digests.fixed,
    ].join('\n'),
  ).slice(0, 12)

/**
 * The split of a package, from a hash of its name and of nothing else: half to learn from, 15 % to choose by, 35 %
 * that only a final measurement opens.
 */
export function splitOf(ofPackage: Pick<PairRecipe, 'ecosystem' | 'package'>): PairSplit {
  const share = Number.parseInt(sha256(`pairs/v1 ${packageKeyOf(ofPackage)}`).slice(0, 8), 16) / 2 ** 32
  return share < 0.5 ? 'train' : share < 0.65 ? 'validation' : 'held-out'
}
