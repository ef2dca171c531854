import { join } from 'node:path'
import { type CollectedPackage, collectPackages, type DemonstrationAdvisory } from '../../collect/index.ts'
import { SILENT } from '../../kernel/index.ts'
import type { Registries, Stage } from '../../platform/index.ts'
import type { Workspace } from '../workspace.ts'

/** What became of one package: the digests of what is to be scanned, or why it could not be had. */
export type CollectOutcome = { id: string } & (
  | { status: 'collected'; vulnerable: string; fixed: string; bytes: number; dropped: number }
  | { status: 'failed'; reason: string }
)

export interface CollectInput {
  /** Advisory, versions and digests of the archives: what makes the list this list. */
  packages: { id: string; versions: [string, string]; archives: [string, string] | null }[]
}

/** Fetches, verifies and unpacks both versions of every package. One package is one durable step. */
export function collectStage(
  workspace: Workspace,
  list: readonly DemonstrationAdvisory[],
  registries?: Registries,
): Stage<CollectInput, CollectOutcome[]> {
  return {
    name: 'collect',
    version: 1,
    run: async (_input, context) => {
      let done = 0
      return context.stepEach(list, {
        limit: 4,
        name: (advisory) => `collect ${advisory.ecosystem} ${advisory.package}`,
        run: async (advisory, signal) => {
          const [collected] = await collectPackages([advisory], {
            ...(await collectFolders(workspace)),
            ...(registries ? { registries } : {}),
            progress: SILENT,
            signal,
          })
          context.progress.advance(++done, list.length, 'packages')
          return toOutcome(advisory, collected)
        },
      })
    },
  }
}

/** Downloads by their digest, unpacked archives by theirs. */
export async function collectFolders(workspace: Workspace): Promise<{ cacheDir: string; workDir: string }> {
  return {
    cacheDir: await workspace.folder('cache', 'downloads'),
    workDir: join(await workspace.folder('cache'), 'packages'),
  }
}

export const collectInput = (list: readonly DemonstrationAdvisory[]): CollectInput => ({
  packages: list.map((advisory) => ({
    id: advisory.id,
    versions: [advisory.vulnerableVersion, advisory.fixedVersion],
    archives: advisory.archives
      ? [advisory.archives.vulnerable.sha256, advisory.archives.fixed.sha256]
      : null,
  })),
})

function toOutcome(advisory: DemonstrationAdvisory, collected: CollectedPackage | undefined): CollectOutcome {
  if (collected?.status !== 'collected')
    return { id: advisory.id, status: 'failed', reason: collected?.reason ?? 'it was not collected' }
  const { vulnerable, fixed } = collected
  const count = (counts: object) =>
    Object.values(counts).reduce((sum: number, value) => sum + Number(value), 0)
  return {
    id: advisory.id,
    status: 'collected',
    vulnerable: vulnerable.digest,
    fixed: fixed.digest,
    bytes: vulnerable.archive.bytes + fixed.archive.bytes,
    dropped: count(vulnerable.dropped) + count(fixed.dropped),
  }
}
