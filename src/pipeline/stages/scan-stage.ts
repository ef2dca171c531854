import {
  collectPackages,
  type DemonstrationAdvisory,
  findRemediations,
  type RemediationYield,
} from '../../collect/index.ts'
import { SbrError, SILENT } from '../../kernel/index.ts'
import { openParser, type Stage } from '../../platform/index.ts'
import type { EnginePool } from '../../scanners/index.ts'
import { type ScanTools, scanSnapshot } from '../scan-snapshot.ts'
import { type ScanCounts, summariseScan } from '../summarise-scan.ts'
import type { Workspace } from '../workspace.ts'
import { collectFolders } from './collect-stage.ts'

export interface ScanInput {
  /** Digests of both versions' sources. */
  packages: { id: string; vulnerable: string; fixed: string }[]
  /** Digest over engines, versions and packs. */
  engines: string
}

/** What scanning one package in both versions gave. */
export interface PackageScan {
  id: string
  vulnerable: ScanCounts
  fixed: ScanCounts
  yield: RemediationYield
  remediations: number
  decisions: number
}

/**
 * Scans both versions of every package, stores findings, contexts and remediations, and records the advisory
 * as the evidence for the findings that the fix closed. One package is one durable step; storing is idempotent.
 */
export function scanStage(
  workspace: Workspace,
  list: readonly DemonstrationAdvisory[],
  pool: EnginePool,
): Stage<ScanInput, PackageScan[]> {
  return {
    name: 'scan',
    version: 1,
    run: async (input, context) => {
      const parser = await openParser()
      const wanted = new Set(input.packages.map((item) => item.id))
      const chosen = list.filter((advisory) => wanted.has(advisory.id))
      let done = 0
      try {
        return await context.stepEach(chosen, {
          // Packages that wait together share the processes of engines whose start is dear.
          limit: 6,
          name: (advisory) => `scan ${advisory.ecosystem} ${advisory.package}`,
          run: async (advisory, signal) => {
            const tools: ScanTools = {
              pool,
              parser,
              corpus: workspace.corpus,
              timeoutMs: workspace.config.scanTimeoutSeconds * 1000,
              signal,
            }
            const scan = await scanPackage(workspace, tools, advisory)
            context.progress.advance(++done, chosen.length, 'packages')
            return scan
          },
        })
      } finally {
        parser.dispose()
      }
    },
  }
}

async function scanPackage(
  workspace: Workspace,
  tools: ScanTools,
  advisory: DemonstrationAdvisory,
): Promise<PackageScan> {
  const folders = await collectFolders(workspace)
  const [collected] = await collectPackages([advisory], {
    ...folders,
    progress: SILENT,
    signal: tools.signal,
  })
  if (collected?.status !== 'collected')
    throw new SbrError(
      'INCOMPLETE',
      `${advisory.package} was collected before and cannot be had now: ${collected?.reason}`,
      {
        next: 'Run the same command again.',
      },
    )
  const { repository } = collected
  const scan = (version: typeof collected.vulnerable) =>
    scanSnapshot(tools, {
      repository,
      kind: 'package',
      snapshot: snapshotOf(advisory.package, version.version),
      root: version.root,
      targets: version.targets,
      facts: { archive: version.archive, digest: version.digest, dropped: version.dropped },
    })
  const [before, after] = await Promise.all([scan(collected.vulnerable), scan(collected.fixed)])
  const fromSnapshot = snapshotOf(advisory.package, advisory.vulnerableVersion)
  const found = findRemediations({
    advisory: { id: advisory.id, cwes: advisory.cwes },
    before,
    after,
    parser: tools.parser,
  })
  await tools.corpus.storeRemediations({
    repository,
    fromSnapshot,
    toSnapshot: snapshotOf(advisory.package, advisory.fixedVersion),
    remediations: found.remediations,
  })
  const confirmed = [...new Set(found.remediations.flatMap((remediation) => remediation.findings))].sort()
  await tools.corpus.recordDecisions(
    confirmed.map((finding) => ({
      repository,
      snapshot: fromSnapshot,
      finding,
      verdict: 'true-positive' as const,
      // Evidence, and marked as such: no person looked at this finding.
      deciderKind: 'advisory' as const,
      decider: advisory.id,
      reason: 'The CWE fits the advisory, and the finding is gone from a function that the fix changed.',
      evidence: { advisory: advisory.id, aliases: advisory.aliases, fixedVersion: advisory.fixedVersion },
    })),
  )
  return {
    id: advisory.id,
    vulnerable: summariseScan(before),
    fixed: summariseScan(after),
    yield: found.yield,
    remediations: found.remediations.length,
    decisions: confirmed.length,
  }
}

/** Name under which the corpus keeps a version. */
export const snapshotOf = (name: string, version: string): string => `${name}@${version}`
