import { randomBytes } from 'node:crypto'
import type { TaskOutcome } from '../../kernel/index.ts'
import type { Sandbox, SandboxJob, SandboxResult } from '../../platform/index.ts'

/** A job's result, and the text behind its secret; null where no line carried it. */
export interface Reported {
  result: SandboxResult
  text: string | null
}

/** Runs a job and takes the one line that carries this job's secret. */
export async function runForReport(
  sandbox: Sandbox,
  jobFor: (secret: string) => SandboxJob,
): Promise<Reported> {
  const secret = randomBytes(24).toString('hex')
  const result = await sandbox.run(jobFor(secret))
  const line = result.stdout.split('\n').find((text) => text.startsWith(`${secret} `))
  return { result, text: line === undefined ? null : line.slice(secret.length + 1) }
}

/**
 * A test that must fail passed: nothing that this candidate's process says counts. It did run, so it is worth nothing
 * and not unknown: whoever forges gets 0, not another try.
 */
export const FORGED: TaskOutcome = {
  parses: true,
  functional: { passed: 0, total: 1 },
  exploit: { passed: 0, total: 1 },
  status: 'killed',
  reason: 'it forges verdicts: a test that must fail passed',
}

export type TestVerdict = readonly [name: string, passed: boolean]

export function outcomeOf(
  parses: boolean,
  functional: readonly TestVerdict[],
  exploit: readonly TestVerdict[],
): TaskOutcome {
  const count = (list: readonly TestVerdict[]) => ({
    passed: list.filter(([, ok]) => ok).length,
    total: list.length,
  })
  return { parses, functional: count(functional), exploit: count(exploit), status: 'ok', reason: null }
}

/** The outcome of a candidate whose process said nothing that counts. */
export function outcomeWithoutReport(result: SandboxResult | undefined): TaskOutcome {
  return {
    parses: true,
    functional: { passed: 0, total: 0 },
    exploit: { passed: 0, total: 0 },
    ...statusOf(result),
  }
}

export function statusOf(result: SandboxResult | undefined): Pick<TaskOutcome, 'status' | 'reason'> {
  if (result === undefined) return { status: 'refused', reason: 'it was not run' }
  if (result.status === 'timeout') return { status: 'timeout', reason: 'the tests did not end in time' }
  if (result.status === 'ok')
    return { status: 'crashed', reason: `it ended the test process (exit ${result.exitCode})` }
  return { status: 'killed', reason: result.status }
}
