import type { ProcessResult } from '../../platform/index.ts'

/** The tool's output as JSON; undefined where there is none: an empty output is never a clean report. */
export function parseOutput({ stdout }: ProcessResult): unknown {
  try {
    return JSON.parse(stdout.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}

/** How a run ended that gave no report: exit code, and the end of what the tool said. */
export function describeEnd(tool: string, result: ProcessResult): { code: string; message: string } {
  const said = `${result.stderr.toString('utf8').trim()} ${result.stdout.toString('utf8').trim()}`
    .trim()
    .slice(-300)
  const ended = `${tool} ended with exit code ${result.exitCode ?? 'none'}, signal ${result.signal ?? 'none'}`
  const empty = result.stdout.toString('utf8').trim() === ''
  if (result.exitCode === 0 && empty)
    return { code: 'empty-answer', message: `${ended} and an empty answer: that is not a clean report` }
  return {
    code: result.signal !== null ? 'engine-crashed' : 'engine-failed',
    message: said === '' ? ended : `${ended}: ${said}`,
  }
}

/** A field of an object; undefined where there is none. */
export const fieldOf = (value: unknown, key: string): unknown =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[key] : undefined
