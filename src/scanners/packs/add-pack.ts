import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { SbrError, sha256 } from '../../kernel/index.ts'
import { isHeldOut } from '../../reward/index.ts'
import {
  defaultLineage,
  defaultName,
  fetchRules,
  type PackSource,
  parseSource,
  SEMGREP_REGISTRY,
  withoutCredentials,
} from './fetch-source.ts'
import { sourceOfPack } from './pack-engine.ts'
import {
  type PackManifest,
  packFolder,
  packNames,
  packsFolder,
  pinOf,
  readPack,
  verifyPack,
} from './pack-store.ts'
import { screenRules } from './screen-rules.ts'

export interface AddPackOptions {
  /** `config.home`. */
  home: string
  /** `p/name` of Semgrep's registry, the address of a Git repository (`#ref` for a branch or tag), or a folder. */
  source: string
  name?: string
  lineage?: string
  /** Base address of the registry. Default: Semgrep's own. */
  registry?: string
  signal?: AbortSignal
}

export interface AddedPack {
  pack: PackManifest
  /** It was there already: nothing was fetched. */
  unchanged: boolean
  /** What a person should know: files that could not be read, rules that were left out, a lineage that was found. */
  notes: string[]
}

/**
 * Downloads a rule pack once and pins it by its content.
 *
 * @throws SbrError `NOT_ALLOWED` for a held-out judge's, `CONFLICT` where the name is taken by another source,
 *   `BAD_INPUT` where there are no rules; `NETWORK`, `NOT_FOUND` as the source gives them. Nothing is left behind.
 */
export async function addPack(options: AddPackOptions): Promise<AddedPack> {
  const { home } = options
  const parsed = parseSource(options.source)
  const source: PackSource = parsed.kind === 'folder' ? { ...parsed, path: resolve(parsed.path) } : parsed
  const shown = source.kind === 'folder' ? source.path : withoutCredentials(options.source)
  const name = options.name ?? defaultName(source)
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(name))
    throw new SbrError('BAD_USAGE', `"${name}" is no name for a rule pack`, {
      next: 'Use small letters, digits and hyphens.',
    })
  refuseHeldOut([name, options.lineage ?? '', shown])
  if (packNames(home).includes(name)) return keepKnown(home, name, shown)
  await mkdir(packsFolder(home), { recursive: true })
  const scratch = await mkdtemp(join(packsFolder(home), '.draft-'))
  try {
    const { files, broken, commit } = await fetchRules(source, {
      registry: options.registry ?? SEMGREP_REGISTRY,
      scratch,
      ...(options.signal ? { signal: options.signal } : {}),
    })
    if (files.length === 0)
      throw new SbrError('BAD_INPUT', `${shown} holds no Semgrep rules`, {
        next: broken[0]
          ? `${broken[0].origin}: ${broken[0].reason}`
          : 'Name a source with `rules:` in YAML files.',
      })
    const known = packNames(home).map((other) => sourceOfPack(home, readPack(home, other)))
    const { leftOut, sharedWith } = await screenRules(files, known)
    const lineage = options.lineage ?? sharedWith?.lineage ?? defaultLineage(source, name)
    refuseHeldOut([lineage])
    const draft = join(scratch, 'pack')
    await mkdir(join(draft, 'rules'), { recursive: true })
    const pinned: PackManifest['files'] = []
    for (const [index, { origin, text }] of files.entries()) {
      const file = `${index}.yaml`
      await writeFile(join(draft, 'rules', file), text)
      pinned.push({ file, origin, sha256: sha256(text) })
    }
    const rules = files.reduce((sum, one) => sum + one.rules.length, 0) - leftOut.length
    const pin = pinOf({ lineage, files: pinned, leftOut })
    const { kind } = source
    const pack: PackManifest = {
      name,
      source: shown,
      kind,
      commit,
      lineage,
      sha256: pin,
      files: pinned,
      rules,
      leftOut,
    }
    await writeFile(join(draft, 'pack.json'), JSON.stringify(pack))
    await rename(draft, packFolder(home, name))
    return { pack, unchanged: false, notes: describeNotes(broken, leftOut, sharedWith) }
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** A source is downloaded once: what a reward was computed with does not change under its name. */
function keepKnown(home: string, name: string, source: string): AddedPack {
  const pack = readPack(home, name)
  if (pack.source !== source)
    throw new SbrError('CONFLICT', `A rule pack "${name}" is there already, from ${pack.source}`, {
      next: `Give this one another name with --name, or remove that one: \`sbr rules remove ${name}\`.`,
    })
  verifyPack(home, pack)
  return { pack, unchanged: true, notes: [] }
}

function refuseHeldOut(names: readonly string[]): void {
  const held = names.find(isHeldOut)
  if (held !== undefined)
    throw new SbrError(
      'NOT_ALLOWED',
      `${held} is of a held-out judge: no rule pack of its lineage may be added`,
      {
        next: 'Add another: what has seen the judge makes every evaluation worthless.',
      },
    )
}

function describeNotes(
  broken: readonly { origin: string; reason: string }[],
  leftOut: readonly string[],
  sharedWith: { name: string; lineage: string; rules: number } | null,
): string[] {
  return [
    ...(broken[0]
      ? [
          `${broken.length} files could not be read as rules, ${broken[0].origin} among them (${broken[0].reason})`,
        ]
      : []),
    ...(leftOut[0]
      ? [`${leftOut.length} rules are of a held-out judge and are left out, ${leftOut[0]} among them`]
      : []),
    ...(sharedWith
      ? [
          `${sharedWith.rules} rules are those of ${sharedWith.name}: the lineage is ${sharedWith.lineage}, one voice`,
        ]
      : []),
  ]
}
