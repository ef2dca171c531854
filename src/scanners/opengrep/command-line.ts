import { join } from 'node:path'
import { minimalEnvironment, TOOLS_DIR } from '../../platform/index.ts'

/** Milliseconds for the launcher's start. */
export const START_MS = 30_000

/** The launcher unpacks itself below its cache folder: one of the project's own, beside the other tools. */
export const opengrepEnvironment = (): Record<string, string> =>
  minimalEnvironment({ OPENGREP_ENABLE_VERSION_CHECK: '0', XDG_CACHE_HOME: OPENGREP_CACHE })

export const OPENGREP_CACHE = join(TOOLS_DIR, 'cache')

/** Suppressions are reported, not obeyed: with `--disable-nosem` such a match comes marked `is_ignored`. */
export const argumentsFor = (paths: readonly string[]): string[] => [
  'scan',
  '--json',
  '--quiet',
  '--taint-intrafile',
  '--disable-nosem',
  '--no-git-ignore',
  ...['--max-target-bytes', '0'],
  ...['--timeout', '5'],
  ...['--timeout-threshold', '3'],
  ...['--max-memory', '1500'],
  ...['--jobs', '1'],
  ...['--config', 'rules.json'],
  '--',
  ...paths,
]

/** The same for the core, which reports suppressed matches by itself. */
export const CORE_ARGUMENTS: string[] = [
  '-json',
  ...['-rules', 'rules.json'],
  ...['-targets', 'targets.json'],
  '-fast',
  '-taint_intrafile',
  '-disable_rule_paths',
  ...['-max_target_bytes', '0'],
  ...['-timeout', '5'],
  ...['-timeout_threshold', '3'],
  ...['-max_memory', '1500'],
  ...['-j', '1'],
]
