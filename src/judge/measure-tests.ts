import { type LoadedTask, type Sample, type TaskOutcome, toSbrError } from '../kernel/index.ts'
import type { SampleFacts } from '../reward/index.ts'
import type { TaskRunnerPort } from './ports.ts'

export interface TestMeasure {
  tests: SampleFacts['tests']
  /** Why the sample must not be judged; null where it may. */
  refusal: string | null
}

const UNMEASURED: TestMeasure = { tests: null, refusal: null }

/**
 * Runs the task's tests, where the sample names a task and there is something to run them with.
 * A held-out task is refused: its tests are the judge that no reward has seen.
 */
export async function measureTests(
  sample: Sample,
  tasks: ReadonlyMap<string, LoadedTask> | undefined,
  runner: TaskRunnerPort | undefined,
): Promise<TestMeasure> {
  const refusal = findRefusal(sample, tasks)
  if (refusal !== null) return { tests: null, refusal }
  const task = sample.task === undefined ? undefined : tasks?.get(sample.task)
  if (!task || !runner) return UNMEASURED
  const outcome = await runner.run(task, sample.code).catch((thrown: unknown): TaskOutcome => {
    const error = toSbrError(thrown)
    if (error.code === 'CANCELLED') throw error
    return {
      parses: true,
      functional: { passed: 0, total: 0 },
      exploit: { passed: 0, total: 0 },
      status: 'refused',
      reason: error.message,
    }
  })
  return { tests: { outcome, cwe: task.cwe }, refusal: null }
}

/** Why a sample's task rules out a judgement, known before anything runs. */
export function findRefusal(
  sample: Sample,
  tasks: ReadonlyMap<string, LoadedTask> | undefined,
): string | null {
  if (sample.task === undefined || !tasks) return null
  const task = tasks.get(sample.task)
  if (!task) return 'its task is not known'
  if (task.split === 'held-out') return `task ${task.id} is held out: no reward may see its tests`
  if (task.language !== sample.language) return `task ${task.id} is for ${task.language}`
  return null
}
