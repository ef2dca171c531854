import { canonicalJson, type Finding, type ScanRun } from '../../kernel/index.ts'

/**
 * Did the engine of this finding look at the file's fixed version as it looked at the vulnerable one:
 * same tool, same version, same rule packs, and the file really scanned? Only then does an absent
 * finding say anything.
 */
export function wasScannedAlike(
  before: readonly ScanRun[],
  after: readonly ScanRun[],
  finding: Finding,
  path: string,
): boolean {
  const own = before.find((run) => run.id === finding.run)
  if (!own) return false
  return after.some(
    (run) =>
      run.tool.name === own.tool.name &&
      run.tool.version === own.tool.version &&
      canonicalJson(run.packs) === canonicalJson(own.packs) &&
      (run.status === 'complete' || run.status === 'partial') &&
      run.targets.some((target) => target.path === path && target.status === 'scanned'),
  )
}
