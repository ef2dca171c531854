import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DemonstrationAdvisory } from '../../collect/index.ts'
import { openParser, PROJECT_ROOT, type Stage } from '../../platform/index.ts'
import { collectTargets, createEnginePool } from '../../scanners/index.ts'
import { scanSnapshot } from '../scan-snapshot.ts'
import { type ScanCounts, summariseScan } from '../summarise-scan.ts'
import type { Workspace } from '../workspace.ts'

/** Facts of the demonstration's advisories, in the form in which OSV publishes them. */
export const DEMONSTRATION_ADVISORIES = join(PROJECT_ROOT, 'examples/advisories')

export interface DependencyScan {
  /** Packages that a manifest pins. */
  checked: number
  vulnerable: ScanCounts
  fixed: ScanCounts
}

/**
 * Checks two made-up projects that pin the packages of the demonstration, once in their vulnerable and once in
 * their fixed versions, against the advisories: what a real project's manifest would be told.
 */
export function dependencyStage(
  workspace: Workspace,
  list: readonly DemonstrationAdvisory[],
): Stage<{ packages: string[]; engines: string }, DependencyScan> {
  return {
    name: 'dependencies',
    version: 1,
    run: (_input, context) =>
      context.step('scan manifests', async (signal) => {
        const pool = createEnginePool({
          purpose: 'scan',
          home: workspace.config.home,
          engines: ['osv', 'retire'],
          advisories: DEMONSTRATION_ADVISORIES,
        })
        const parser = await openParser()
        try {
          const scan = async (side: 'vulnerable' | 'fixed') => {
            const root = await writeManifests(workspace, list, side)
            const { targets } = await collectTargets(root)
            const report = await scanSnapshot(
              {
                pool,
                parser,
                corpus: workspace.corpus,
                timeoutMs: workspace.config.scanTimeoutSeconds * 1000,
                signal,
              },
              { repository: 'demonstration/manifests', kind: 'folder', snapshot: side, root, targets },
            )
            return summariseScan(report)
          }
          return { checked: list.length, vulnerable: await scan('vulnerable'), fixed: await scan('fixed') }
        } finally {
          parser.dispose()
          await pool.close()
        }
      }),
  }
}

async function writeManifests(
  workspace: Workspace,
  list: readonly DemonstrationAdvisory[],
  side: 'vulnerable' | 'fixed',
): Promise<string> {
  const root = join(await workspace.folder('work', 'manifests'), side)
  await rm(root, { recursive: true, force: true })
  await workspace.folder('work', 'manifests', side)
  const versionOf = (advisory: DemonstrationAdvisory) =>
    side === 'vulnerable' ? advisory.vulnerableVersion : advisory.fixedVersion
  const of = (ecosystem: string) => list.filter((advisory) => advisory.ecosystem === ecosystem)
  await writeFile(
    join(root, 'requirements.txt'),
    of('PyPI')
      .map((advisory) => `${advisory.package}==${versionOf(advisory)}\n`)
      .join(''),
  )
  const dependencies = Object.fromEntries(
    of('npm').map((advisory) => [advisory.package, versionOf(advisory)]),
  )
  await writeFile(
    join(root, 'package.json'),
    `${JSON.stringify({ name: 'demonstration', version: '1.0.0', private: true, dependencies }, null, 2)}\n`,
  )
  return root
}
