import { join } from 'node:path'
import { SbrError } from '../kernel/index.ts'
import { isInstalled, minimalEnvironment, PROJECT_ROOT, runProcess, TOOLS } from '../platform/index.ts'
import { parseTrainerEvent, type TrainerEvent } from './trainer-events.ts'

export interface TrainerRun {
  args: readonly string[]
  /** Folder for the libraries' own caches. */
  cacheDir: string
  timeoutMs: number
  signal?: AbortSignal
  onEvent?: (event: TrainerEvent) => void
}

/** Lines of stderr that an error repeats. */
const LAST_LINES = 12

/**
 * Runs `python -m sbr_trainer` and returns its events.
 *
 * @throws SbrError `TRAINING_FAILED` with what the trainer said last, `TOOL_MISSING` where it is not installed.
 */
export async function runTrainer(run: TrainerRun): Promise<TrainerEvent[]> {
  if (!isInstalled('trainerPython'))
    throw new SbrError('TOOL_MISSING', 'The trainer is not installed', {
      next: 'Run ./quickstart --setup-only.',
    })
  const events: TrainerEvent[] = []
  let rest = ''
  const result = await runProcess({
    command: TOOLS.trainerPython,
    args: ['-m', 'sbr_trainer', ...run.args],
    env: minimalEnvironment({
      PYTHONPATH: join(PROJECT_ROOT, 'trainer'),
      HF_HOME: join(run.cacheDir, 'huggingface'),
      HF_HUB_OFFLINE: '1',
    }),
    timeoutMs: run.timeoutMs,
    ...(run.signal ? { signal: run.signal } : {}),
    onStdout(text) {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        const event = parseTrainerEvent(line)
        if (!event) continue
        events.push(event)
        run.onEvent?.(event)
      }
    },
  })
  if (result.exitCode === 0) return events
  const failed = events.find((event) => event.event === 'failed')
  if (failed) throw new SbrError('TRAINING_FAILED', failed.message, { next: failed.next })
  throw new SbrError('TRAINING_FAILED', describeEnd(run.args[0] ?? '', result), {
    next: 'Run the same command again: training goes on from its last checkpoint.',
  })
}

function describeEnd(command: string, result: Awaited<ReturnType<typeof runProcess>>): string {
  const how = result.timedOut
    ? `ran past its limit of ${Math.round(result.durationMs / 1000)} s`
    : result.signal === null
      ? `ended with exit code ${result.exitCode}`
      : `was killed by ${result.signal}; SIGKILL often means that memory ran out`
  // A progress bar overwrites its line with carriage returns: only what stood last is a line.
  const lines = result.stderr.toString('utf8').split('\n')
  const last = lines
    .map((line) => line.split('\r').at(-1) ?? '')
    .filter((line) => line.trim() !== '')
    .slice(-LAST_LINES)
  return [`The trainer's ${command} ${how}`, ...last].join('\n')
}
