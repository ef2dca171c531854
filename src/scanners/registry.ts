import { createBandit } from './bandit/engine.ts'
import { createCodeshieldPack } from './codeshield-pack/engine.ts'
import { createEslint } from './eslint/engine.ts'
import { createGosec } from './gosec/engine.ts'
import { createNjsscanPack } from './njsscan-pack/engine.ts'
import { createNpmAudit } from './npm-audit/engine.ts'
import { createOpengrepCheck } from './opengrep/check-engine.ts'
import { createOpengrep } from './opengrep/engine.ts'
import { createOsv } from './osv/engine.ts'
import { createOsvScanner } from './osv-scanner/engine.ts'
import type { CreateEngine } from './port.ts'
import { createRecheck } from './recheck/engine.ts'
import { createRetire } from './retire/engine.ts'
import { createSemgrep } from './semgrep/engine.ts'
import { createSnykCode } from './snyk/code-engine.ts'
import { createSnykOpenSource } from './snyk/open-source-engine.ts'
import { createSonarjs } from './sonarjs/engine.ts'

export interface EngineEntry {
  name: string
  /** Reserved as a judge: in no default set, and never in a pool for a reward. */
  heldOut: boolean
  /** Runs only where somebody names it: it asks the network each time, or is no voice of its own. */
  onlyByName?: boolean
  /** Somebody else's program: it runs where it is there, and nobody is asked to have it. */
  optional?: boolean
  create: CreateEngine
}

/** Every engine, in the order in which their runs are given. A new engine is one line here. */
export const ENGINES: readonly EngineEntry[] = [
  { name: 'semgrep', heldOut: false, create: createSemgrep },
  { name: 'opengrep', heldOut: false, create: createOpengrep },
  { name: 'bandit', heldOut: false, create: createBandit },
  { name: 'eslint', heldOut: false, create: createEslint },
  { name: 'recheck', heldOut: false, create: createRecheck },
  { name: 'osv', heldOut: false, create: createOsv },
  { name: 'retire', heldOut: false, create: createRetire },
  { name: 'gosec', heldOut: false, optional: true, create: createGosec },
  { name: 'snyk-code', heldOut: false, optional: true, create: createSnykCode },
  { name: 'snyk-open-source', heldOut: false, optional: true, create: createSnykOpenSource },
  { name: 'osv-scanner', heldOut: false, optional: true, create: createOsvScanner },
  { name: 'opengrep-check', heldOut: false, onlyByName: true, create: createOpengrepCheck },
  { name: 'npm-audit', heldOut: false, onlyByName: true, create: createNpmAudit },
  { name: 'njsscan-pack', heldOut: true, create: createNjsscanPack },
  { name: 'codeshield-pack', heldOut: true, create: createCodeshieldPack },
  { name: 'sonarjs', heldOut: true, create: createSonarjs },
]
