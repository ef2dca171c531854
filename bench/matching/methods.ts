import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { matchRuns, type ReadContext, readReport } from '../../src/findings/index.ts'
import type { Finding } from '../../src/kernel/index.ts'
import { type Matched, matchWithMultitool } from './multitool.ts'
import { type SarifResult, sarifOf } from './sarif.ts'
import { type LogPair, traceMultitool } from './trace-multitool.ts'
import type { Pair, Tree } from './trees.ts'

/** A matcher's word on a pair, and for the multitool why it closed wrongly, by finding. */
export interface Answer {
  matched: Matched
  reasons: ReadonlyMap<number, string>
}

/** What is compared: the tool with which evidence. `multitool`: path of its program; without it it is left out. */
export function methodsOf(
  multitool: string | undefined,
): Record<string, (pair: Pair) => Answer | Promise<Answer>> {
  return {
    'sbr, reports only': (pair) => ours(pair, { source: false, sources: false }),
    'sbr, with source': (pair) => ours(pair, { source: true, sources: false }),
    'sbr, with source and its diff': (pair) => ours(pair, { source: true, sources: true }),
    ...(multitool === undefined
      ? {}
      : {
          'sarif-multitool': (pair: Pair) => theirs(multitool, pair, false),
          'sarif-multitool, with our fingerprints': (pair: Pair) => theirs(multitool, pair, true),
        }),
  }
}

const logsOf = ({ before, after }: Pair, fingerprints: boolean) => ({
  before: sarifOf(before.findings, textOf(before), 'earlier', { fingerprints }),
  after: sarifOf(after.findings, textOf(after), 'later', { fingerprints }),
})

const textOf = (tree: Tree) => (path: string) => tree.files.get(path) ?? ''

function ours(pair: Pair, { source, sources }: { source: boolean; sources: boolean }): Answer {
  const logs = logsOf(pair, false)
  const side = (name: 'before' | 'after') => {
    const context: ReadContext = source ? { source: (path) => pair[name].files.get(path) ?? null } : {}
    return readReport({ name, bytes: Buffer.from(JSON.stringify(logs[name])) }, context)
  }
  const match = matchRuns(side('before'), side('after'), {
    ...(sources
      ? {
          sources: {
            before: (path) => pair.before.files.get(path) ?? null,
            after: (path) => pair.after.files.get(path) ?? null,
          },
          isDeleted: (path) => !pair.after.files.has(path),
        }
      : {}),
  })
  const indexOf =
    (name: 'before' | 'after') =>
    ({ raw }: Finding): number => {
      const [, run, result] = /^\/runs\/(\d+)\/results\/(\d+)$/.exec(raw.pointer) ?? []
      const properties = logs[name].runs[Number(run)]?.results[Number(result)]?.properties
      const index = name === 'before' ? properties?.earlier : properties?.later
      if (index === undefined) throw new Error(`no result at ${raw.pointer}`)
      return index
    }
  const [ofBefore, ofAfter] = [indexOf('before'), indexOf('after')]
  const unsure = (name: 'before' | 'after') =>
    new Set(match.possible.filter(({ side }) => side === name).map(({ finding }) => indexOf(name)(finding)))
  return {
    matched: {
      closed: new Set(match.fixed.map(ofBefore)),
      opened: new Set(match.introduced.map(ofAfter)),
      unsure: { before: unsure('before'), after: unsure('after') },
      pairs: new Map(match.unchanged.map((one) => [ofBefore(one.before), ofAfter(one.after)])),
    },
    reasons: new Map(),
  }
}

async function theirs(multitool: string, pair: Pair, fingerprints: boolean): Promise<Answer> {
  const logs = logsOf(pair, fingerprints)
  const folder = mkdtempSync(join(tmpdir(), 'sbr-bench-multitool-'))
  try {
    const [before, after, output] = ['before', 'after', 'matched'].map((name) =>
      join(folder, `${name}.sarif`),
    ) as [string, string, string]
    writeFileSync(before, JSON.stringify(logs.before))
    writeFileSync(after, JSON.stringify(logs.after))
    const matched = await matchWithMultitool(multitool, before, after, output)
    return { matched, reasons: traceMultitool(logPairsOf(logs), pair.truth, matched) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The results by tool: runs of one tool are compared with each other. */
function logPairsOf(logs: ReturnType<typeof logsOf>): LogPair[] {
  const byIndex = (side: 'before' | 'after', tool: string) =>
    new Map(
      logs[side].runs
        .filter((run) => run.tool.driver.name === tool)
        .flatMap(({ results }) => results)
        .map((result): [number, SarifResult] => [
          (side === 'before' ? result.properties.earlier : result.properties.later) ?? -1,
          result,
        ]),
    )
  return logs.before.runs.map(({ tool: { driver } }) => ({
    before: byIndex('before', driver.name),
    after: byIndex('after', driver.name),
  }))
}
