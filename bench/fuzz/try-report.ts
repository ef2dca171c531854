/** Reads one input and says what is wrong with how that went; null where nothing is. */
import { Compile } from 'typebox/compile'
import { READERS, readReport } from '../../src/findings/index.ts'
import { FindingSchema, SbrError, ScanRunSchema } from '../../src/kernel/index.ts'
import { redactSecrets } from '../../src/platform/index.ts'
import { createRandom } from './mutate-report.ts'

const findings = Compile(FindingSchema)
const runs = Compile(ScanRunSchema)

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
const SECRETS = ['AKIAIOSFODNN7EXAMPLE', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789']

/** What a try found: `problem` is null where every rule held. */
export interface Trial {
  problem: string | null
  outcome: 'read' | 'refused'
  findings: number
}

export function tryReport(bytes: Buffer, seed: number): Trial {
  const random = createRandom(seed ^ 0x5bd1e995)
  // Half are detected by content, half are forced on a reader that may be the wrong one.
  const reader = random() < 0.5 ? undefined : READERS[Math.floor(random() * READERS.length)]?.name
  try {
    const result = readReport(
      { name: 'fuzz', bytes, ...(reader === undefined ? {} : { reader }) },
      {
        redact: (text) => redactSecrets(text).text,
        ...(random() < 0.3 ? { source: () => 'const a = eval(b)\n' } : {}),
      },
    )
    return { problem: problemOf(result), outcome: 'read', findings: result.findings.length }
  } catch (thrown) {
    const refused = thrown instanceof SbrError && thrown.code === 'BAD_INPUT'
    return {
      problem: refused
        ? null
        : `threw ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`,
      outcome: 'refused',
      findings: 0,
    }
  }
}

function problemOf(result: ReturnType<typeof readReport>): string | null {
  const ids = new Set<string>()
  for (const run of result.runs) {
    if (!runs.Check(run)) return `run breaks the schema: ${JSON.stringify([...runs.Errors(run)][0])}`
    const broken =
      run.diagnostics.some(({ level }) => level === 'error') ||
      run.targets.some(({ status }) => status === 'failed')
    if (broken && run.status === 'complete') return 'a run with an error is called complete'
    for (const { message } of run.diagnostics)
      if (HIDDEN.test(message)) return 'a diagnostic holds control characters'
  }
  if (result.runs.length === 0) return 'a report without a run'
  const known = new Set(result.runs.map(({ id }) => id))
  for (const finding of result.findings) {
    if (!findings.Check(finding))
      return `finding breaks the schema: ${JSON.stringify([...findings.Errors(finding)][0])}`
    if (result.reader !== 'sbr-jsonl' && ids.has(finding.id)) return 'two findings have one id'
    ids.add(finding.id)
    if (!known.has(finding.run)) return 'a finding of no run'
    const path = finding.location?.path ?? ''
    if (path.startsWith('/') || path.split('/').includes('..')) return `a path climbs out: ${path}`
    for (const text of [finding.title, finding.message, finding.rule.id, finding.fix ?? ''])
      if (HIDDEN.test(text) || SECRETS.some((secret) => text.includes(secret)))
        return `a text holds control characters or a secret: ${JSON.stringify(text.slice(0, 200))}`
  }
  if (({} as Record<string, unknown>).polluted !== undefined) return 'the prototype of objects is polluted'
  return null
}
