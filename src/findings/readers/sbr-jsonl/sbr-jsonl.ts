import { Compile } from 'typebox/compile'
import { type Finding, FindingSchema } from '../../../kernel/index.ts'
import { asText, field } from '../../json/access.ts'
import { exceedsDepth } from '../../json/depth.ts'
import type { Reader, ReadItem } from '../port.ts'

const validator = Compile(FindingSchema)

/** What `sbr normalize` prints, read back: one finding a line, blank lines ignored. Each run of a tool is one again. */
export const sbrJsonl: Reader = {
  name: 'sbr-jsonl',
  format: 'jsonl',
  tools: ['sbr'],
  detect(input) {
    const line = input.head.trimStart().split('\n', 1)[0] ?? ''
    return line.startsWith('{') && line.includes('"schemaVersion":') && line.includes('"derivation":')
  },
  *read(input): Generator<ReadItem> {
    const runs = new Map<string, Finding[]>()
    const faults: ReadItem[] = []
    let number = 0
    for (const line of input.text().split('\n')) {
      number++
      if (line.trim() === '') continue
      const finding = parseLine(line)
      if (typeof finding === 'string')
        faults.push({
          type: 'diagnostic',
          diagnostic: {
            level: 'error',
            code: 'bad-line',
            message: finding,
            path: input.name,
            position: `line:${number}`,
          },
        })
      else {
        const list = runs.get(finding.run)
        if (list === undefined) runs.set(finding.run, [finding])
        else list.push(finding)
      }
    }
    yield* faults
    for (const [id, findings] of runs) {
      const tool = findings[0]?.tool
      // The lines say nothing about how the run ended: what they hold is whole, what they lack is unknown.
      yield {
        type: 'run',
        run: { id, tool: tool?.name ?? 'sbr', version: tool?.version ?? null, targets: [] },
      }
      for (const finding of findings) yield { type: 'known', finding }
    }
  },
}

/** The finding, or why the line is none. */
function parseLine(line: string): Finding | string {
  if (exceedsDepth(line)) return 'The line is nested too deep'
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return 'The line is not JSON'
  }
  if (validator.Check(value)) return value
  const [first] = validator.Errors(value)
  return `The line is no finding: ${first?.instancePath ?? ''} ${first?.message ?? ''} (schema version ${asText(field(value, 'schemaVersion')) ?? 'none'})`
}
