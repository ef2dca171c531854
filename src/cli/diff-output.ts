import {
  type BaselineState,
  createSarifWriter,
  type Outcome,
  printable,
  type ReportEvent,
} from '../findings/index.ts'
import type { Finding } from '../kernel/index.ts'
import { openFileSpool } from '../platform/index.ts'
import { BatchedOutput } from './batched-output.ts'
import type { ComparedSides } from './compare-sides.ts'
import type { CommandContext } from './context.ts'

type Side = 'before' | 'after'

/** A finding and what became of it. What is unchanged stands there once, as it is in the later scan. */
interface DiffEntry {
  outcome: Outcome
  side: Side
  finding: Finding
}

/** Findings of the later scan, then those of the earlier one that have no partner. */
function* entriesOf({ before, after, match }: ComparedSides): Iterable<DiffEntry> {
  let index = 0
  for (const event of after.events())
    if (event.type === 'finding')
      yield { outcome: match.after(index++), side: 'after', finding: event.finding }
  index = 0
  for (const event of before.events()) {
    if (event.type !== 'finding') continue
    const outcome = match.before(index++)
    if (outcome.state !== 'unchanged') yield { outcome, side: 'before', finding: event.finding }
  }
}

type Summary = Record<Outcome['state'], number>

/** Writes `{summary, renamedFiles, findings: [{state, by, was | side, reason, finding}]}`, a finding at a time. */
export async function diffAsJson(compared: ComparedSides, context: CommandContext): Promise<void> {
  const out = new BatchedOutput(context)
  const { match } = compared
  out.add(
    `{"summary":${JSON.stringify(match.summary)},"renamedFiles":${JSON.stringify(Object.fromEntries(match.renamedFiles))},"findings":[`,
  )
  let comma = ''
  for (const { outcome, side, finding } of entriesOf(compared)) {
    const entry =
      outcome.state === 'unchanged'
        ? { state: outcome.state, by: outcome.by, was: match.placeBefore(outcome.partner), finding }
        : outcome.state === 'unknown'
          ? { state: outcome.state, side, reason: outcome.reason, finding }
          : { state: outcome.state, finding }
    if (out.add(`${comma}${JSON.stringify(entry)}`)) await out.flush()
    comma = ',\n'
  }
  out.add(']}\n')
  await out.flush()
}

/** Writes a line for each finding that is not unchanged, and the numbers last. */
export async function diffAsText(compared: ComparedSides, context: CommandContext): Promise<void> {
  const out = new BatchedOutput(context)
  for (const { outcome, side, finding } of entriesOf(compared)) {
    if (outcome.state === 'unchanged') continue
    const { location, tool, rule, severity, title } = finding
    const where = location === null ? (finding.package?.purl ?? '') : `${location.path}:${location.startLine}`
    const what = [outcome.state.padEnd(8), severity.level.padEnd(8), where, `${tool.name} ${rule.id}`, title]
    const line = what.map((part) => printable(part)).join('  ')
    const why = outcome.state === 'unknown' ? `\n          ${side}: ${printable(outcome.reason)}` : ''
    if (out.add(`${line}${why}\n`)) await out.flush()
  }
  for (const [from, to] of compared.match.renamedFiles)
    out.add(`renamed   ${printable(from)} → ${printable(to)}\n`)
  const { summary } = compared.match
  out.add(`${STATES.map((state) => `${summary[state]} ${state}`).join(', ')}\n`)
  await out.flush()
}

const STATES = ['new', 'fixed', 'unchanged', 'unknown'] as const satisfies readonly (keyof Summary)[]

/**
 * Writes one SARIF log of the later scan, with the earlier results that are gone. `unknown` is no state of
 * SARIF: a later result that may be new is `new`, an earlier one that may still be there is `unchanged`.
 */
export async function diffAsSarif(compared: ComparedSides, context: CommandContext): Promise<void> {
  const runs = compared.runs.after.length > 0 ? compared.runs.after : compared.runs.before
  const runOf = ({ run, tool }: Finding): string =>
    (runs.find(({ id }) => id === run) ?? runs.find((one) => one.tool.name === tool.name) ?? runs[0])?.id ??
    run
  let state: BaselineState | null = null
  const writer = createSarifWriter({ openSpool: openFileSpool, baselineStateOf: () => state })
  const out = new BatchedOutput(context)
  const write = async (event: ReportEvent) => {
    for (const text of writer.write(event)) if (out.add(text)) await out.flush()
  }
  for (const { outcome, side, finding } of entriesOf(compared)) {
    state = baselineState(outcome, side)
    await write({ type: 'finding', finding: { ...finding, run: runOf(finding) } })
  }
  for (const run of runs) await write({ type: 'run', run })
  for (const text of writer.end()) out.add(text)
  await out.flush()
  for (const warning of writer.warnings()) context.say(warning)
}

function baselineState(outcome: Outcome, side: Side): BaselineState {
  switch (outcome.state) {
    case 'new':
      return 'new'
    case 'fixed':
      return 'absent'
    case 'unchanged':
      return outcome.by === 'edit' || outcome.by === 'context' ? 'updated' : 'unchanged'
    case 'unknown':
      return side === 'after' ? 'new' : 'unchanged'
  }
}
