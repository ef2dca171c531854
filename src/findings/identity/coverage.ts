import type { ScanRun } from '../../kernel/index.ts'

/** What the runs of one side looked at, tool by tool: whether the absence of a finding says anything. */
export class Coverage {
  readonly #tools = new Map<string, ToolCoverage>()

  constructor(runs: readonly ScanRun[]) {
    for (const [tool, ofTool] of Map.groupBy(runs, (run) => run.tool.name))
      this.#tools.set(tool, new ToolCoverage(ofTool))
  }

  tool(name: string): ToolCoverage | null {
    return this.#tools.get(name) ?? null
  }

  /** Does any tool list this path among what it was given? */
  lists(path: string): boolean {
    for (const tool of this.#tools.values()) if (tool.targets.has(path)) return true
    return false
  }
}

/** All runs of one tool on one side. */
class ToolCoverage {
  readonly name: string
  /** The worst status that a run of it ended with. */
  readonly status: ScanRun['status']
  /** Status by path; of several the best but `failed`: another run of the tool may have skipped it. Empty: not told. */
  readonly targets = new Map<string, ScanRun['targets'][number]['status']>()
  /** Packs by name. Empty: not told. */
  readonly packs = new Map<string, string>()
  readonly versions: ReadonlySet<string>

  constructor(runs: readonly ScanRun[]) {
    this.name = runs[0]?.tool.name ?? ''
    this.status = STATUS_ORDER.find((status) => runs.some((run) => run.status === status)) ?? 'failed'
    this.versions = new Set(runs.flatMap((run) => (run.tool.version === null ? [] : [run.tool.version])))
    for (const run of runs) {
      for (const pack of run.packs) this.packs.set(pack.name, pack.sha256)
      for (const { path, status } of run.targets) {
        const known = this.targets.get(path)
        if (known === undefined || TARGET_ORDER.indexOf(status) < TARGET_ORDER.indexOf(known))
          this.targets.set(path, status)
      }
    }
  }
}

export type { ToolCoverage }

const STATUS_ORDER: readonly ScanRun['status'][] = ['failed', 'not-run', 'partial', 'complete']
const TARGET_ORDER = ['failed', 'scanned', 'skipped', 'unsupported'] as const

/**
 * Why the absence of a finding from a side says nothing; null where the side really looked. `ended` words
 * what the scan did not do.
 */
export function whyUnseen(
  coverage: ToolCoverage | null,
  { tool, path, pack }: { tool: string; path: string | null; pack: string | null },
): string | null {
  if (coverage === null) return `${tool} did not run`
  if (coverage.status !== 'complete') return `the scan of ${tool} is ${coverage.status}`
  if (pack !== null && coverage.packs.size > 0 && !coverage.packs.has(pack))
    return `${tool} ran without the rules of ${pack}`
  if (path === null || coverage.targets.size === 0) return null
  const status = coverage.targets.get(path)
  // Reports such as SARIF may list no targets at all: then the run's word that it is complete must do.
  if (status === undefined) return `${path} is gone, or was not a target`
  return status === 'scanned' ? null : `${path} was not scanned`
}

/** How a tool differs between the sides, where it may have changed its mind; null where it is known not to, or nothing is told. */
export function toolChange(
  before: ToolCoverage | null,
  after: ToolCoverage | null,
  pack: string | null,
): string | null {
  if (before === null || after === null) return null
  const [old] = before.versions
  const [now] = after.versions
  if (old !== undefined && now !== undefined && [...before.versions].some((one) => !after.versions.has(one)))
    return `${after.name} changed from ${old} to ${now}`
  for (const [name, sha256] of before.packs) {
    if (pack !== null && name !== pack) continue
    const other = after.packs.get(name)
    if (other !== undefined && other !== sha256) return `the rules of ${name} changed`
  }
  return null
}
