import { basename, dirname } from 'node:path'
import type { SnapshotTarget } from '../shared/snapshot.ts'
import type { ExternalBatch } from './external-tool.ts'

/** Manifest that a tool wants beside a lock file, by the lock file's name. */
const MANIFESTS: Readonly<Record<string, string>> = {
  'package-lock.json': 'package.json',
  'npm-shrinkwrap.json': 'package.json',
  'poetry.lock': 'pyproject.toml',
}

export const isLockFile =
  (...names: readonly string[]) =>
  ({ path }: SnapshotTarget): boolean =>
    names.includes(basename(path))

/** One batch for each lock file, with its manifest beside it; settings of the scanned project are not among them. */
export function lockBatches(
  locks: readonly SnapshotTarget[],
  all: readonly SnapshotTarget[],
): ExternalBatch[] {
  return locks.map((lock): ExternalBatch => {
    const wanted = MANIFESTS[basename(lock.path)] ?? ''
    const manifest = all.find(
      (target) =>
        dirname(target.path) === dirname(lock.path) &&
        basename(target.path) === wanted &&
        target.problem === null,
    )
    return {
      targets: manifest ? [lock, manifest] : [lock],
      plan: {
        place: (target) => basename(target.path),
        beside: !manifest && wanted === 'package.json' ? { 'package.json': manifestOf(lock) } : {},
      },
    }
  })
}

/** A manifest as the lock file itself remembers it. */
function manifestOf({ content }: SnapshotTarget): string {
  try {
    const lock = JSON.parse(content.toString('utf8')) as { packages?: Record<string, unknown> }
    return JSON.stringify(lock.packages?.[''] ?? {})
  } catch {
    return '{}'
  }
}
