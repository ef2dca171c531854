import { join } from 'node:path'
import { minimalEnvironment, runProcess, TOOLS } from '../../platform/index.ts'
import type { CoreBatch, CoreResult } from './core-command.ts'
import { type CoreOutput, parseCoreOutput } from './core-output.ts'

/** Milliseconds that the wrapper needs to start, on a slow machine. */
const START_MS = 60_000
/** Milliseconds that each target adds to its deadline, as it does not tell its progress. */
const SHARE_MS = 1000

/**
 * The documented way, `semgrep scan`: the same findings for about ten times the time. Used where the
 * core's output is in no known form. Suppressions are switched off, as the wrapper's JSON leaves
 * suppressed matches out.
 */
export async function runWrapper(batch: CoreBatch): Promise<CoreResult> {
  const result = await runProcess({
    command: TOOLS.semgrep,
    args: [
      'scan',
      '--json',
      '--quiet',
      '--metrics=off',
      '--disable-version-check',
      '--disable-nosem',
      '--no-git-ignore',
      '--no-rewrite-rule-ids',
      ...['--max-target-bytes', '0'],
      ...['--jobs', '1'],
      ...['--config', batch.rulesFile],
      '--',
      ...batch.paths,
    ],
    cwd: batch.folder,
    env: minimalEnvironment({ SEMGREP_ENABLE_VERSION_CHECK: '0', SEMGREP_SEND_METRICS: 'off' }),
    timeoutMs: START_MS + batch.timeoutMs + SHARE_MS * batch.paths.length,
    ...(batch.signal ? { signal: batch.signal } : {}),
  })
  const failed = { output: null, finished: null }
  if (result.timedOut) return { ...failed, reason: 'timeout', message: 'semgrep scan ran out of time' }
  const output = parseWrapperOutput(result.stdout, batch.folder)
  if (output) return { output }
  return {
    ...failed,
    reason: 'engine-crashed',
    message: `semgrep scan: exit code ${result.exitCode ?? 'none'} ${result.stderr.toString('utf8').slice(0, 300)}`,
  }
}

/** Brings the wrapper's output into the core's form: `type` for `error_type`, `level` for `severity`. */
export function parseWrapperOutput(stdout: Buffer, folder: string): CoreOutput | null {
  let parsed: WrapperOutput
  try {
    parsed = JSON.parse(stdout.toString('utf8')) as WrapperOutput
  } catch {
    return null
  }
  if (!Array.isArray(parsed.results) || !Array.isArray(parsed.errors)) return null
  const absolute = (path: string) => join(folder, path)
  return parseCoreOutput(
    Buffer.from(
      JSON.stringify({
        ...parsed,
        results: parsed.results.map((match) => ({
          ...match,
          path: absolute(match.path),
          extra: { is_ignored: false, ...match.extra },
        })),
        errors: parsed.errors.map((error) => ({
          ...error,
          error_type: error.type,
          severity: error.level,
          message: error.message ?? '',
          ...(error.path === undefined ? {} : { location: { path: absolute(error.path) } }),
        })),
        paths: { scanned: (parsed.paths?.scanned ?? []).map(absolute) },
      }),
    ),
  )
}

/** As much of the wrapper's form as is moved; the rest is checked by `parseCoreOutput`. */
interface WrapperOutput {
  results: { path: string; extra?: Record<string, unknown> }[]
  errors: { type?: unknown; level?: string; message?: string; path?: string }[]
  paths?: { scanned?: string[] }
}
