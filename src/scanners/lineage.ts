import type { ScanRun } from '../kernel/index.ts'

/**
 * The lineage of an engine's pack, from the runs at hand: engines whose packs share one are one voice.
 * A pack that no run names is a lineage of its own.
 */
export function lineageOfRuns(runs: readonly ScanRun[]): (tool: string, pack: string | null) => string {
  const lineages = new Map<string, string>()
  for (const run of runs) {
    for (const pack of run.packs) lineages.set(`${run.tool.name}\n${pack.name}`, pack.lineage)
    const [only] = run.packs
    if (only && run.packs.length === 1) lineages.set(`${run.tool.name}\n`, only.lineage)
  }
  return (tool, pack) => lineages.get(`${tool}\n${pack ?? ''}`) ?? pack ?? tool
}
