import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { LoadedTask, TaskOutcome } from '../kernel/index.ts'
import type { Sandbox, SandboxJob, SandboxResult } from '../platform/index.ts'
import { nodeJob, pythonJob } from './job.ts'

/** Runs candidates against the tests of a task. */
export interface TaskRunner {
  run(task: LoadedTask, code: string): Promise<TaskOutcome>
}

const Verdicts = Type.Array(Type.Tuple([Type.String(), Type.Boolean()]))
const pythonReport = Compile(
  Type.Object({ parses: Type.Boolean(), forged: Type.Boolean(), functional: Verdicts, exploit: Verdicts }),
)
const nodeReport = Compile(Type.Object({ parses: Type.Boolean(), forged: Type.Boolean(), tests: Verdicts }))

/** A task runner on an open sandbox; nothing of a candidate runs anywhere else. */
export function createTaskRunner(sandbox: Sandbox): TaskRunner {
  return {
    run: (task, code) =>
      task.language === 'python' ? runPython(sandbox, task, code) : runNode(sandbox, task, code),
  }
}

async function runPython(sandbox: Sandbox, task: LoadedTask, code: string): Promise<TaskOutcome> {
  const { result, report } = await runForReport(sandbox, task, (secret) => pythonJob(task, code, secret))
  if (!pythonReport.Check(report)) return withoutReport(result)
  if (report.forged) return FORGED
  return outcome(report.parses, report.functional, report.exploit)
}

async function runNode(sandbox: Sandbox, task: LoadedTask, code: string): Promise<TaskOutcome> {
  const parts = await Promise.all(
    (['functional', 'exploit'] as const).map((part) =>
      runForReport(sandbox, task, (secret) => nodeJob(task, part, code, secret)),
    ),
  )
  const [functional, exploit] = parts
  if (!functional || !nodeReport.Check(functional.report)) return withoutReport(functional?.result)
  if (!exploit || !nodeReport.Check(exploit.report))
    // The exploit ended the process: the attack had an effect, so none of its tests counts as withstood.
    return { ...outcome(functional.report.parses, functional.report.tests, []), ...statusOf(exploit?.result) }
  if (functional.report.forged || exploit.report.forged) return FORGED
  return outcome(functional.report.parses, functional.report.tests, exploit.report.tests)
}

/** Runs a job and takes the one line that carries this job's secret. */
async function runForReport(
  sandbox: Sandbox,
  task: LoadedTask,
  jobFor: (secret: string) => SandboxJob,
): Promise<{ result: SandboxResult; report: unknown }> {
  const secret = randomBytes(24).toString('hex')
  const result = await sandbox.run(jobFor(secret))
  const line = result.stdout.split('\n').find((text) => text.startsWith(`${secret} `))
  if (line === undefined) return { result, report: null }
  const text = line.slice(secret.length + 1)
  return { result, report: task.language === 'python' ? parseJson(text) : parseBits(text) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** `1 0 testA=1 testB=0`: parses, forged, and each test's verdict. */
function parseBits(text: string): unknown {
  const [parses, forged, ...tests] = text.split(' ')
  return {
    parses: parses === '1',
    forged: forged !== '0',
    tests: tests.map((test) => [test.split('=')[0], test.split('=')[1] === '1']),
  }
}

/** A test that must fail passed: nothing that this candidate's process says counts. */
const FORGED: TaskOutcome = {
  parses: true,
  functional: { passed: 0, total: 1 },
  exploit: { passed: 0, total: 1 },
  status: 'refused',
  reason: 'it forges verdicts: a test that must fail passed',
}

type Verdict = readonly [string, boolean]

function outcome(parses: boolean, functional: readonly Verdict[], exploit: readonly Verdict[]): TaskOutcome {
  const count = (list: readonly Verdict[]) => ({
    passed: list.filter(([, ok]) => ok).length,
    total: list.length,
  })
  return { parses, functional: count(functional), exploit: count(exploit), status: 'ok', reason: null }
}

function withoutReport(result: SandboxResult | undefined): TaskOutcome {
  return {
    parses: true,
    functional: { passed: 0, total: 0 },
    exploit: { passed: 0, total: 0 },
    ...statusOf(result),
  }
}

function statusOf(result: SandboxResult | undefined): Pick<TaskOutcome, 'status' | 'reason'> {
  if (result === undefined) return { status: 'refused', reason: 'it was not run' }
  if (result.status === 'timeout') return { status: 'timeout', reason: 'the tests did not end in time' }
  if (result.status === 'ok')
    return { status: 'crashed', reason: `it ended the test process (exit ${result.exitCode})` }
  return { status: 'killed', reason: result.status }
}
