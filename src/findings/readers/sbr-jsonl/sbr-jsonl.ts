import { Compile } from 'typebox/compile'
import { FindingSchema, ScanRunSchema } from '../../../kernel/index.ts'
import { asText, field } from '../../json/access.ts'
import type { Reader, ReadItem } from '../port.ts'

const findings = Compile(FindingSchema)
const runs = Compile(ScanRunSchema)

/**
 * What `sbr normalize` prints, read back: one finding a line, and, where it was asked for them, a line
 * `{"schemaVersion": 1, "run": …}` for each run. Each run of a tool is one again.
 */
export const sbrJsonl: Reader = {
  name: 'sbr-jsonl',
  folder: 'sbr-jsonl',
  format: 'jsonl',
  tools: ['sbr'],
  facts: {
    title: 'sbr, JSON Lines',
    proof: { by: 'captured', tools: ['sbr 0.1.0'] },
    severity: 'kept',
    confidence: 'kept',
    cwe: 'kept',
    location: 'kept',
    identity: 'kept',
    incomplete: 'run lines (`sbr normalize --runs`); without them a warning says that nothing is known',
    limits: ['Paths and texts pass the same walls as any report.'],
  },
  detect({ head }) {
    const line = head.trimStart().split('\n', 1)[0] ?? ''
    return (
      line.startsWith('{"schemaVersion":') && (line.includes('"derivation":') || line.includes('"run":{'))
    )
  },
  *read(report): Generator<ReadItem> {
    const known = new Set<string>()
    const told = new Set<string>()
    for (const { value, pointer } of report.values()) {
      const run = field(value, 'run')
      if (runs.Check(run)) {
        told.add(run.id)
        known.add(run.id)
        const { id, tool, status, targets, packs } = run
        yield { type: 'run', run: { id, tool: tool.name, version: tool.version, status, targets, packs } }
        for (const diagnostic of run.diagnostics) yield { type: 'diagnostic', diagnostic }
      } else if (findings.Check(value)) {
        if (!known.has(value.run)) {
          known.add(value.run)
          const { name, version } = value.tool
          yield { type: 'run', run: { id: value.run, tool: name, version, targets: [] } }
        }
        yield { type: 'known', finding: value }
      } else yield badLine(value, report.name, pointer)
    }
    const untold = [...known].filter((id) => !told.has(id)).length
    if (untold > 0)
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'warning',
          code: 'completeness-unknown',
          message: `Nothing says whether ${untold} of ${known.size} scans were complete: no line for the run`,
          path: report.name,
        },
      }
  },
}

function badLine(value: unknown, report: string, position: string): ReadItem {
  const [first] = findings.Errors(value)
  return {
    type: 'diagnostic',
    diagnostic: {
      level: 'error',
      code: 'bad-line',
      message: `The line is no finding: ${first?.instancePath ?? ''} ${first?.message ?? ''} (schema version ${asText(field(value, 'schemaVersion')) ?? 'none'})`,
      path: report,
      position,
    },
  }
}
