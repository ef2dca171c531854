import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { digestFields, SbrError, sha256 } from '../../kernel/index.ts'
import { nearest } from '../../platform/index.ts'

const strict = { additionalProperties: false }
const PackManifestSchema = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,63}$' }),
    /** What `sbr rules add` was given. */
    source: Type.String(),
    kind: Type.Enum(['registry', 'git', 'folder'] as const),
    /** Commit of a Git repository; null for the other kinds. */
    commit: Type.Union([Type.String(), Type.Null()]),
    lineage: Type.String({ minLength: 1 }),
    /** The pin: over files and what is left out. */
    sha256: Type.String(),
    /** Files below `rules/`, what they were called, and their digest. */
    files: Type.Array(
      Type.Object({ file: Type.String(), origin: Type.String(), sha256: Type.String() }, strict),
    ),
    rules: Type.Integer({ minimum: 1 }),
    /** Rules that a held-out judge has: in the files, never used. */
    leftOut: Type.Array(Type.String()),
  },
  strict,
)
/** An added pack as it was pinned. */
export type PackManifest = Static<typeof PackManifestSchema>
const validator = Compile(PackManifestSchema)

export const packsFolder = (home: string): string => join(home, 'rules')
export const packFolder = (home: string, name: string): string => join(packsFolder(home), name)

/** Digest that a pack is pinned by. */
export const pinOf = (pack: Pick<PackManifest, 'lineage' | 'files' | 'leftOut'>): string =>
  digestFields([
    'sbr/pack/v1',
    pack.lineage,
    ...pack.files.flatMap(({ file, origin, sha256: digest }) => [file, origin, digest]),
    ...pack.leftOut,
  ])

/** Names of the added packs, sorted. */
export function packNames(home: string): string[] {
  const folder = packsFolder(home)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'pack.json')))
    .sort()
}

/**
 * The manifest of an added pack.
 *
 * @throws SbrError `NOT_FOUND` where there is none, `INTEGRITY` where it is damaged.
 */
export function readPack(home: string, name: string): PackManifest {
  const known = packNames(home)
  if (!known.includes(name))
    throw new SbrError('NOT_FOUND', `There is no rule pack "${name}"`, {
      next:
        known.length === 0
          ? 'Add one: `sbr rules add <p/name | Git address | folder>`.'
          : `Did you mean "${nearest(name, known)}"? \`sbr rules list\` shows all.`,
    })
  let manifest: unknown
  try {
    manifest = JSON.parse(readFileSync(join(packFolder(home, name), 'pack.json'), 'utf8'))
  } catch (cause) {
    throw damaged(name, 'its manifest is not JSON', cause)
  }
  if (!validator.Check(manifest) || manifest.name !== name)
    throw damaged(name, 'its manifest is not in its form')
  return manifest
}

/**
 * Checks an added pack against its pin.
 *
 * @throws SbrError `INTEGRITY` where manifest or files are no longer what was pinned.
 */
export function verifyPack(home: string, pack: PackManifest): void {
  if (pinOf(pack) !== pack.sha256) throw damaged(pack.name, 'its manifest was changed')
  for (const { file, sha256: digest } of pack.files) {
    const path = join(packFolder(home, pack.name), 'rules', file)
    if (!/^\d+\.yaml$/.test(file) || !existsSync(path)) throw damaged(pack.name, `${file} is missing`)
    if (sha256(readFileSync(path)) !== digest) throw damaged(pack.name, `${file} was changed`)
  }
}

/** @throws SbrError `NOT_FOUND` */
export async function removePack(home: string, name: string): Promise<void> {
  if (!packNames(home).includes(name)) readPack(home, name)
  await rm(packFolder(home, name), { recursive: true, force: true })
}

const damaged = (name: string, what: string, cause?: unknown): SbrError =>
  new SbrError('INTEGRITY', `The rule pack ${name} no longer matches its pin: ${what}`, {
    ...(cause === undefined ? {} : { cause }),
    next: `Remove it and add it again: \`sbr rules remove ${name}\`.`,
  })
