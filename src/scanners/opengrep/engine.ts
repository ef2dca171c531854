import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Diagnostic, digestFields, type Language, sha256 } from '../../kernel/index.ts'
import { minimalEnvironment, PROJECT_ROOT, runProcess } from '../../platform/index.ts'
import type { CreateEngine, EngineContext, EngineInfo, EngineOutput, ScanRequest } from '../port.ts'
import { parseRules } from '../semgrep-core/rule-pack.ts'
import { readFindings } from '../shared/read-findings.ts'
import { acceptsLanguages, buildAbsentRun, buildRun, selectTargets } from '../shared/run-builder.ts'
import { findSitePackages, HOW_TO_INSTALL } from '../shared/site-packages.ts'
import { takeSnapshot } from '../shared/snapshot.ts'
import { stageTargets } from '../shared/staging.ts'
import { SharedOpengrep, START_MS } from './shared-process.ts'

/** Our pack's folders under `rules/`, by the language that they are about. */
const RULE_FOLDERS: Readonly<Record<string, readonly Language[]>> = {
  python: ['python'],
  javascript: ['javascript', 'typescript'],
}
const LANGUAGES: Language[] = Object.values(RULE_FOLDERS).flat()
const accepts = acceptsLanguages(LANGUAGES)

/** OpenGrep with our own rules: a second voice beside Semgrep only because the rules are others. */
export const createOpengrep: CreateEngine = (context) => {
  let prepared: Promise<Prepared> | undefined
  const prepare = () => {
    prepared ??= prepareOpengrep(context)
    return prepared
  }
  return {
    name: 'opengrep',
    info: async () => (await prepare()).info,
    scan: async (request) => scan(await prepare(), request),
    close: async () => {},
  }
}

interface Prepared {
  info: EngineInfo
  shared: SharedOpengrep
}

/** Absolute path of the binary; null: not installed. */
function findBinary(): string | null {
  const packages = findSitePackages()
  const binary = packages === null ? null : join(packages, 'tackbox_opengrep/bin/opengrep')
  return binary !== null && existsSync(binary) ? binary : null
}

async function prepareOpengrep(context: EngineContext): Promise<Prepared> {
  const base = { name: 'opengrep', heldOut: false }
  const binary = findBinary()
  if (binary === null) {
    const missing = { what: 'OpenGrep', how: HOW_TO_INSTALL }
    const info = { ...base, version: null, packs: [], languages: [], available: false, missing }
    return { info, shared: new SharedOpengrep('', '', context.slots) }
  }
  const { stdout } = await runProcess({
    command: binary,
    args: ['--version'],
    env: minimalEnvironment({ OPENGREP_ENABLE_VERSION_CHECK: '0' }),
    timeoutMs: START_MS,
  })
  const { rules, digest } = await readOwnRules()
  const packs = [{ name: 'sbr', lineage: 'sbr', sha256: digest, heldOut: false }]
  const version = stdout.toString('utf8').trim()
  const info = { ...base, version, packs, languages: LANGUAGES, available: true }
  return { info, shared: new SharedOpengrep(binary, rules, context.slots) }
}

async function readOwnRules(): Promise<{ rules: string; digest: string }> {
  const all: unknown[] = []
  const fields: string[] = []
  for (const name of Object.keys(RULE_FOLDERS)) {
    const folder = join(PROJECT_ROOT, 'rules', name)
    for (const file of (await readdir(folder)).filter((entry) => entry.endsWith('.yaml')).sort()) {
      const text = await readFile(join(folder, file), 'utf8')
      all.push(...parseRules(join(folder, file), text))
      fields.push(`${name}/${file}`, sha256(text))
    }
  }
  return { rules: JSON.stringify({ rules: all }), digest: digestFields(fields) }
}

async function scan({ info, shared }: Prepared, request: ScanRequest): Promise<EngineOutput> {
  const snapshot = request.snapshot ?? (await takeSnapshot(request.root, request.targets, request.signal))
  if (!info.available) return { run: buildAbsentRun(info, snapshot), findings: [] }
  const staging = await stageTargets(selectTargets(snapshot, accepts))
  try {
    const total = await shared.scan({
      folder: staging.folder,
      paths: staging.paths,
      timeoutMs: request.timeoutMs,
      ...(request.signal ? { signal: request.signal } : {}),
    })
    const failures = new Map<string, string>()
    const diagnostics: Diagnostic[] = []
    for (const [staged, failure] of total.failures) {
      const path = staging.originalOf(staged)
      if (path === null) continue
      failures.set(path, failure.code)
      diagnostics.push({ level: 'error', ...failure, path })
    }
    const results = total.results
      .filter((result) => staging.originalOf(result.path) !== null)
      .map((result) => staging.restorePaths(result))
    const report = { version: info.version, results, errors: [], paths: { scanned: [] } }
    const read = await readFindings({ info, snapshot, reader: 'opengrep', report })
    const said = [...diagnostics, ...total.diagnostics, ...read.diagnostics]
    return { run: buildRun(info, snapshot, accepts, failures, said), findings: read.findings }
  } finally {
    await staging.dispose()
  }
}
