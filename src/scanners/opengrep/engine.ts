import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
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
import { type OpengrepResult, parseOpengrepOutput } from './output.ts'

/** Our pack's folders under `rules/`, by the language that they are about. */
const RULE_FOLDERS: Readonly<Record<string, readonly Language[]>> = {
  python: ['python'],
  javascript: ['javascript', 'typescript'],
}
const LANGUAGES: Language[] = Object.values(RULE_FOLDERS).flat()
const accepts = acceptsLanguages(LANGUAGES)

/** Targets of one process: its start costs nearly a second, so there are few processes. */
const MAX_BATCH = 500
/** Milliseconds for the start, and for each target beyond the first. */
const START_MS = 30_000
const SHARE_MS = 1000

/** OpenGrep with our own rules: a second voice beside Semgrep only because the rules are others. */
export const createOpengrep: CreateEngine = (context) => {
  let prepared: Promise<Prepared> | undefined
  const prepare = () => {
    prepared ??= prepareOpengrep()
    return prepared
  }
  return {
    name: 'opengrep',
    info: async () => (await prepare()).info,
    scan: async (request) => scan(await prepare(), context, request),
    close: async () => {},
  }
}

interface Prepared {
  info: EngineInfo
  binary: string
  /** All rules as one JSON document. */
  rules: string
}

/** Absolute path of the binary; null: not installed. */
function findBinary(): string | null {
  const packages = findSitePackages()
  const binary = packages === null ? null : join(packages, 'tackbox_opengrep/bin/opengrep')
  return binary !== null && existsSync(binary) ? binary : null
}

async function prepareOpengrep(): Promise<Prepared> {
  const base = { name: 'opengrep', heldOut: false }
  const binary = findBinary()
  if (binary === null) {
    const missing = { what: 'OpenGrep', how: HOW_TO_INSTALL }
    const info = { ...base, version: null, packs: [], languages: [], available: false, missing }
    return { info, binary: '', rules: '' }
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
  return { info: { ...base, version, packs, languages: LANGUAGES, available: true }, binary, rules }
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

async function scan(prepared: Prepared, context: EngineContext, request: ScanRequest): Promise<EngineOutput> {
  const { info } = prepared
  const snapshot = request.snapshot ?? (await takeSnapshot(request.root, request.targets, request.signal))
  if (!info.available) return { run: buildAbsentRun(info, snapshot), findings: [] }
  const staging = await stageTargets(selectTargets(snapshot, accepts))
  try {
    const total = await scanAll(prepared, context, request, staging.folder, staging.paths)
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

interface Totals {
  results: OpengrepResult[]
  failures: Map<string, { code: string; message: string }>
  diagnostics: Diagnostic[]
}

/** One process per batch; a batch that breaks is halved until the target that breaks it stands alone. */
async function scanAll(
  { binary, rules }: Prepared,
  context: EngineContext,
  request: ScanRequest,
  folder: string,
  paths: readonly string[],
): Promise<Totals> {
  const totals: Totals = { results: [], failures: new Map(), diagnostics: [] }
  await writeFile(join(folder, 'rules.json'), rules)
  const pending: (readonly string[])[] = []
  for (let from = 0; from < paths.length; from += MAX_BATCH) pending.push(paths.slice(from, from + MAX_BATCH))
  for (let batch = pending.shift(); batch; batch = pending.shift()) {
    const some = batch
    const share = request.timeoutMs + SHARE_MS * some.length
    const result = await context.slots.use(() =>
      runProcess({
        command: binary,
        args: argumentsFor(some),
        cwd: folder,
        env: minimalEnvironment({ OPENGREP_ENABLE_VERSION_CHECK: '0' }),
        timeoutMs: START_MS + share,
        ...(request.signal ? { signal: request.signal } : {}),
      }),
    )
    const output = result.timedOut ? null : parseOpengrepOutput(result.stdout)
    if (output) {
      totals.results.push(...output.results)
      for (const path of some)
        if (!output.scanned.has(path))
          totals.failures.set(path, { code: 'not-scanned', message: 'not among the scanned' })
      for (const { path, ...failure } of output.errors) {
        if (path === null) totals.diagnostics.push({ level: 'warning', ...failure })
        else totals.failures.set(path, failure)
      }
    } else if (some.length > 1) {
      const middle = some.length >> 1
      pending.unshift(some.slice(0, middle), some.slice(middle))
    } else {
      const message = `exit code ${result.exitCode ?? 'none'} ${result.stderr.toString('utf8').trim().slice(-300)}`
      const code = result.timedOut ? 'timeout' : 'engine-crashed'
      totals.failures.set(some[0] ?? '', { code, message })
    }
  }
  return totals
}

/** Suppressions are reported, not obeyed: with `--disable-nosem` such a match comes marked `is_ignored`. */
const argumentsFor = (paths: readonly string[]): string[] => [
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
