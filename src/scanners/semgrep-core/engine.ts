import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Diagnostic, Language } from '../../kernel/index.ts'
import type { Engine, EngineContext, EngineInfo, EngineOutput, ScanRequest } from '../port.ts'
import { readFindings } from '../shared/read-findings.ts'
import { acceptsLanguages, buildAbsentRun, buildRun, selectTargets } from '../shared/run-builder.ts'
import { withStaging } from '../shared/scan-staging.ts'
import { HOW_TO_INSTALL, versionOfDistribution } from '../shared/site-packages.ts'
import { type SnapshotTarget, takeSnapshot } from '../shared/snapshot.ts'
import type { Staging } from '../shared/staging.ts'
import { type CoreBatch, findCore, PINNED_VERSION, runCore } from './core-command.ts'
import { type CoreError, reasonOfError, wordOfError } from './core-output.ts'
import { probeRules } from './probe-rules.ts'
import { toReport } from './report.ts'
import { type CompiledPack, compilePack, type RulePackSource } from './rule-pack.ts'
import { type BatchTotals, runBatch } from './run-batches.ts'
import { runWrapper } from './wrapper-command.ts'

/** An engine that is the Semgrep core with a rule pack. */
export interface SemgrepDefinition {
  name: string
  /** The pack, or null where it is not installed. */
  source(): Promise<RulePackSource | null>
  /** What to say where the pack is missing. */
  packTitle: string
  heldOut: boolean
  /** How the core is run; tests put the fallback to work here. */
  run?: typeof runCore
}

/** At most so many targets a process: what it finds has to fit into memory. */
const MAX_BATCH = 1000
/** A process costs a quarter of a second to start, a target four milliseconds: fewer targets than this get one process. */
const MIN_BATCH = 250

/** Name of a target of our own without content. */
const EMPTY = 'empty'

/** An engine over the pinned Semgrep core, in batches of one language, several at a time. */
export function createSemgrepEngine(definition: SemgrepDefinition, context: EngineContext): Engine {
  let prepared: Promise<Prepared> | undefined
  const prepare = () => {
    prepared ??= prepareEngine(definition, context)
    return prepared
  }
  return {
    name: definition.name,
    info: async () => (await prepare()).info,
    scan: async (request) => scan(await prepare(), definition, context, request),
    close: async () => {},
  }
}

interface Prepared {
  info: EngineInfo
  compiled: CompiledPack | null
  core: string
}

async function prepareEngine(definition: SemgrepDefinition, context: EngineContext): Promise<Prepared> {
  const { name, heldOut } = definition
  const source = await definition.source()
  const made = source === null ? null : await compileForCore(source, context)
  if (made === null) {
    const what = source === null ? definition.packTitle : 'Semgrep'
    const missing = { what, how: HOW_TO_INSTALL }
    return {
      core: '',
      compiled: null,
      info: { name, version: null, packs: [], languages: [], available: false, missing, heldOut },
    }
  }
  const { core, version, compiled } = made
  return {
    core,
    compiled,
    info: {
      name,
      version,
      packs: [compiled.pack],
      languages: [...compiled.rules.keys()].sort(),
      available: true,
      heldOut,
    },
  }
}

/** A pack made ready for the Semgrep core that is installed; null: it is not. */
export async function compileForCore(
  source: RulePackSource,
  context: EngineContext,
): Promise<{ core: string; version: string; compiled: CompiledPack } | null> {
  const core = findCore()
  const version = versionOfDistribution('semgrep')
  if (core === null || !existsSync(core) || version === null) return null
  const compiled = await compilePack(source, join(context.home, 'cache/rules'), version, (file, language) =>
    context.slots.use(() => probeRules(core, file, language)),
  )
  return { core, version, compiled }
}

async function scan(
  prepared: Prepared,
  definition: SemgrepDefinition,
  context: EngineContext,
  request: ScanRequest,
): Promise<EngineOutput> {
  const { info, compiled } = prepared
  const snapshot = request.snapshot ?? (await takeSnapshot(request.root, request.targets, request.signal))
  if (!compiled) return { run: buildAbsentRun(info, snapshot), findings: [] }
  const accepts = acceptsLanguages(info.languages)
  const targets = selectTargets(snapshot, accepts)
  return withStaging(request.staging, targets, async (staging) => {
    const batches = splitIntoBatches(targets, staging, context.slots.size)
    const totals = await Promise.all(
      batches.map(({ language, paths }) =>
        context.slots.use(() => runOne(prepared, definition, request, staging.folder, language, paths)),
      ),
    )
    const failures = collectFailures(targets, staging, totals)
    const { findings, diagnostics } = await readFindings({
      info,
      snapshot,
      reader: 'semgrep',
      report: toReport(info.version ?? '', totals, staging),
    })
    const own = [...compiled.diagnostics.filter(isWorthSaying), ...errorDiagnostics(totals, staging)]
    return { run: buildRun(info, snapshot, accepts, failures, [...own, ...diagnostics]), findings }
  })
}

/** Duplicates are a fact of the pack, not of the scan. */
const isWorthSaying = (diagnostic: Diagnostic): boolean => diagnostic.code !== 'duplicate-rule'

async function runOne(
  { core, compiled, info }: Prepared,
  definition: SemgrepDefinition,
  request: ScanRequest,
  folder: string,
  language: Language,
  paths: readonly string[],
): Promise<BatchTotals> {
  const batchOf = (some: readonly string[], timeoutMs: number): CoreBatch => ({
    core,
    rulesFile: compiled?.rules.get(language) ?? '',
    language,
    folder,
    paths: some,
    timeoutMs,
    ...(request.signal ? { signal: request.signal } : {}),
  })
  const run = definition.run ?? runCore
  await writeFile(join(folder, EMPTY), '')
  return runBatch({
    folder,
    paths,
    timeoutMs: request.timeoutMs,
    probe: EMPTY,
    run: (some, timeoutMs) =>
      info.version === PINNED_VERSION
        ? run(batchOf(some, timeoutMs))
        : Promise.resolve({
            output: null,
            reason: 'not-understood',
            message: `version ${info.version}`,
            finished: null,
          }),
    fallBack: (some, timeoutMs) => runWrapper(batchOf(some, timeoutMs)),
  })
}

/** Batches of one language, of nearly equal bytes, as many as there are slots to fill. */
function splitIntoBatches(
  targets: readonly SnapshotTarget[],
  staging: Staging,
  slots: number,
): { language: Language; paths: string[] }[] {
  const groups = new Map<Language, { path: string; bytes: number }[]>()
  for (const { path, language, content } of targets) {
    const staged = staging.pathOf(path)
    if (language === null || staged === null) continue
    const entry = { path: staged, bytes: content.length }
    const group = groups.get(language)
    if (group) group.push(entry)
    else groups.set(language, [entry])
  }
  return [...groups].flatMap(([language, group]) => {
    const size = Math.min(MAX_BATCH, Math.max(MIN_BATCH, Math.ceil(group.length / slots)))
    const count = Math.ceil(group.length / size)
    const ordered = group.toSorted((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1))
    return Array.from({ length: count }, (_, batch) => ({
      language,
      paths: ordered.filter((_entry, index) => index % count === batch).map((entry) => entry.path),
    }))
  })
}

/** Targets that were not really scanned, by what the engine itself says of them. */
function collectFailures(
  targets: readonly SnapshotTarget[],
  staging: Staging,
  totals: readonly BatchTotals[],
): Map<string, string> {
  const scanned = new Set(totals.flatMap((total) => total.scanned.map((path) => staging.originalOf(path))))
  const failures = new Map<string, string>()
  for (const { path } of targets) if (!scanned.has(path)) failures.set(path, 'not-scanned')
  for (const total of totals) {
    for (const error of total.errors) {
      const path = error.location ? staging.originalOf(error.location.path) : null
      if (path !== null) failures.set(path, reasonOfError(error))
    }
    for (const [staged, reason] of total.lost) {
      const path = staging.originalOf(staged)
      if (path !== null) failures.set(path, reason)
    }
  }
  return failures
}

function errorDiagnostics(totals: readonly BatchTotals[], staging: Staging): Diagnostic[] {
  const fromErrors = totals
    .flatMap((total) => total.errors)
    .map((error: CoreError): Diagnostic => {
      const path = error.location ? staging.originalOf(error.location.path) : null
      return {
        level: 'error',
        code: reasonOfError(error),
        message: `${wordOfError(error)}${error.rule_id ? ` in rule ${error.rule_id}` : ''}`,
        ...(path === null ? {} : { path }),
      }
    })
  const fromLost = totals.flatMap((total) =>
    [...total.lost].map(([staged, reason]): Diagnostic => {
      const path = staging.originalOf(staged)
      return {
        level: 'error',
        code: reason,
        message: 'the engine came back with nothing for this target',
        ...(path === null ? {} : { path }),
      }
    }),
  )
  const keyOf = (diagnostic: Diagnostic) => JSON.stringify(diagnostic)
  const unique = new Map([...fromErrors, ...fromLost].map((diagnostic) => [keyOf(diagnostic), diagnostic]))
  return [...unique.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, diagnostic]) => diagnostic)
}
