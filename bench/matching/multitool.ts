import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { indexOfCorrelation } from './sarif.ts'

/** What a matcher says: earlier findings that it closes, later ones that it calls new, what it leaves open. */
export interface Matched {
  closed: ReadonlySet<number>
  opened: ReadonlySet<number>
  /** Earlier and later findings that it leaves open. */
  unsure: { before: ReadonlySet<number>; after: ReadonlySet<number> }
  /** Earlier → later. */
  pairs: ReadonlyMap<number, number>
}

interface AnnotatedLog {
  runs: {
    results?: {
      baselineState?: string
      correlationGuid?: string
      properties?: { earlier?: number; later?: number }
    }[]
  }[]
}

/** Runs `sarif-multitool match-results-forward` over two logs on disk. */
export async function matchWithMultitool(
  tool: string,
  before: string,
  after: string,
  output: string,
): Promise<Matched> {
  await promisify(execFile)(
    tool,
    ['match-results-forward', after, '-r', before, '-o', output, '--log', 'ForceOverwrite'],
    { timeout: 120_000, env: { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' } },
  )
  const log = JSON.parse(readFileSync(output, 'utf8').replace(/^\uFEFF/, '')) as AnnotatedLog
  const closed = new Set<number>()
  const opened = new Set<number>()
  const pairs = new Map<number, number>()
  for (const { baselineState, correlationGuid, properties } of log.runs.flatMap(
    ({ results }) => results ?? [],
  )) {
    const { earlier, later } = properties ?? {}
    if (baselineState === 'absent' && earlier !== undefined) closed.add(earlier)
    else if (baselineState === 'new' && later !== undefined) opened.add(later)
    else {
      const old = indexOfCorrelation(correlationGuid ?? '')
      if (old === null || later === undefined) throw new Error('a result lost its index')
      pairs.set(old, later)
    }
  }
  return { closed, opened, unsure: { before: new Set(), after: new Set() }, pairs }
}
