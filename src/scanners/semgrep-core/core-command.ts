import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Language } from '../../kernel/index.ts'
import { minimalEnvironment, type ProcessResult, runProcess } from '../../platform/index.ts'
import { splitProgress } from '../shared/core-progress.ts'
import { findSitePackages } from '../shared/site-packages.ts'
import { type CoreOutput, parseCoreOutput } from './core-output.ts'

/** The version whose undocumented output was checked. */
export const PINNED_VERSION = '1.182.0'

/** Seconds one rule may take on one file, and how many rules may run out of time before the file is given up. */
const RULE_TIMEOUT_SECONDS = 5
const RULE_TIMEOUT_THRESHOLD = 3
/** MiB one process may use before it gives a file up. */
const MAX_MEMORY_MIB = 1500

/** Absolute path of the engine's binary; null: not installed. */
export function findCore(): string | null {
  const folder = findSitePackages()
  return folder === null ? null : join(folder, 'semgrep/bin/semgrep-core')
}

/** Milliseconds of the longest batch: a day. */
const LONGEST_MS = 86_400_000

export interface CoreBatch {
  core: string
  rulesFile: string
  language: Language
  /** Folder that holds the targets and takes `targets-….json`. */
  folder: string
  /** Paths within `folder`. */
  paths: readonly string[]
  /** Milliseconds that one target may take. */
  timeoutMs: number
  signal?: AbortSignal
}

/** What became of one batch: its output, or why there is none. */
export type CoreResult =
  | { output: CoreOutput }
  | {
      output: null
      reason: 'timeout' | 'engine-crashed' | 'not-understood'
      message: string
      /** How many targets it had finished, in the order given; null where it does not say. */
      finished: number | null
    }

let batches = 0

/** Runs the engine's core over files of one language. */
export async function runCore(batch: CoreBatch): Promise<CoreResult> {
  const list = join(batch.folder, `targets-${++batches}.json`)
  await writeFile(list, JSON.stringify(['Targets', batch.paths.map((path) => toTarget(batch, path))]))
  const result = await runProcess({
    command: batch.core,
    args: [
      '-json',
      ...['-rules', batch.rulesFile],
      ...['-targets', list],
      ...['-j', '1'],
      '-fast',
      '-disable_rule_paths',
      ...['-timeout', String(RULE_TIMEOUT_SECONDS)],
      ...['-timeout_threshold', String(RULE_TIMEOUT_THRESHOLD)],
      ...['-max_memory', String(MAX_MEMORY_MIB)],
    ],
    cwd: batch.folder,
    env: minimalEnvironment({ SEMGREP_ENABLE_VERSION_CHECK: '0', SEMGREP_SEND_METRICS: 'off' }),
    // The core says when it has finished a target: it is a silent one that has run out of time.
    silenceMs: batch.timeoutMs,
    timeoutMs: Math.min(batch.timeoutMs * batch.paths.length, LONGEST_MS),
    maxOutputBytes: 256 * 1024 * 1024,
    ...(batch.signal ? { signal: batch.signal } : {}),
  })
  return understand(result)
}

/** A target as the core's undocumented format has it. */
function toTarget(batch: CoreBatch, path: string): unknown {
  return [
    'CodeTarget',
    {
      path: { fpath: join(batch.folder, path), ppath: `/${path}` },
      analyzer: batch.language,
      products: ['sast'],
    },
  ]
}

function understand(result: ProcessResult): CoreResult {
  const { finished, report } = splitProgress(result.stdout)
  const failed = { output: null, finished }
  if (result.timedOut) return { ...failed, reason: 'timeout', message: 'one target ran out of time' }
  const output = parseCoreOutput(report)
  if (output) return { output }
  const ended = `exit code ${result.exitCode ?? 'none'}, signal ${result.signal ?? 'none'}`
  const said = result.stderr.toString('utf8').trim().slice(0, 300)
  return result.exitCode === 0 && !result.overflowed
    ? { ...failed, reason: 'not-understood', message: `output is not in the known form (${ended})` }
    : { ...failed, reason: 'engine-crashed', message: `${ended} ${said}`.trim() }
}
