import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findSitePackages } from '../shared/site-packages.ts'
import { OPENGREP_CACHE } from './command-line.ts'

/** Absolute path of the launcher; null: not installed. */
export function findLauncher(): string | null {
  const packages = findSitePackages()
  const launcher = packages === null ? null : join(packages, 'tackbox_opengrep/bin/opengrep')
  return launcher !== null && existsSync(launcher) ? launcher : null
}

/** Absolute path of the core that a version's launcher has unpacked; null: not where it is expected. */
export function findUnpackedCore(version: string): string | null {
  const core = join(OPENGREP_CACHE, 'opengrep', `v${version}`, 'semgrep/bin/opengrep-core')
  return existsSync(core) ? core : null
}
