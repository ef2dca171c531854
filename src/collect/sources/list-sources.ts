import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestFields, sha256, type Target } from '../../kernel/index.ts'
import { collectTargets } from '../../scanners/index.ts'
import { type DropReason, dropReasonOf, isBuilt, looksMinified } from './drop-reason.ts'

/** The code of a package that is worth scanning. */
export interface PackageSources {
  /** Absolute folder that the targets' paths are relative to. */
  root: string
  /** Sorted by path. */
  targets: Target[]
  /** Digest over paths and contents of the targets. */
  digest: string
  /** How many files were left out, by reason. */
  dropped: Partial<Record<DropReason | 'not-readable', number>>
}

/** Lists what a package's own code is: no tests, docs, vendored, minified, built or oversized files. */
export async function listSources(folder: string): Promise<PackageSources> {
  const listed = await collectTargets(folder)
  const dropped: PackageSources['dropped'] = {}
  const drop = (reason: DropReason | 'not-readable') => {
    dropped[reason] = (dropped[reason] ?? 0) + 1
  }
  for (const _ of listed.skipped) drop('not-readable')
  const kept: { target: Target; sha256: string }[] = []
  for (const target of listed.targets) {
    const reason = dropReasonOf(target.path, target.bytes)
    if (reason) {
      drop(reason)
      continue
    }
    const content = await readFile(join(listed.root, target.path))
    if (isScript(target) && looksMinified(content.toString('utf8'))) drop('minified')
    else kept.push({ target, sha256: sha256(content) })
  }
  const sources = withoutBuilt(kept, drop)
  return {
    root: listed.root,
    targets: sources.map(({ target }) => target),
    digest: digestFields(sources.flatMap(({ target, sha256 }) => [target.path, sha256])),
    dropped,
  }
}

const isScript = ({ language }: Target): boolean => language === 'javascript' || language === 'typescript'

function withoutBuilt<T extends { target: Target }>(
  kept: readonly T[],
  drop: (reason: DropReason) => void,
): T[] {
  const sources = kept.filter(({ target }) => !isBuilt(target.path))
  // A package may ship nothing but its build: then that is its code.
  if (!sources.some(({ target }) => isScript(target) || target.language === 'python')) return [...kept]
  for (let left = kept.length - sources.length; left > 0; left--) drop('built')
  return sources
}
