import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

/** What a matcher says: earlier findings that it closes, later ones that it calls new, what it leaves open. */
export interface Matched {
  closed: ReadonlySet<number>
  opened: ReadonlySet<number>
  /** Earlier and later findings that it leaves open. */
  unsure: { before: ReadonlySet<number>; after: ReadonlySet<number> }
  /** Earlier → later, where it says so. */
  pairs: ReadonlyMap<number, number> | null
}

interface AnnotatedLog {
  runs: { results?: { baselineState?: string; properties?: { index?: number } }[] }[]
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
  for (const { baselineState, properties } of log.runs.flatMap(({ results }) => results ?? [])) {
    if (properties?.index === undefined) throw new Error('a result lost its index')
    if (baselineState === 'absent') closed.add(properties.index)
    else if (baselineState === 'new') opened.add(properties.index)
  }
  return { closed, opened, unsure: { before: new Set(), after: new Set() }, pairs: null }
}
