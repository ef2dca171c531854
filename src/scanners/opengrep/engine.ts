import type { Diagnostic, Language, RulePack } from '../../kernel/index.ts'
import type { CreateEngine, Engine, EngineContext, EngineInfo, EngineOutput, ScanRequest } from '../port.ts'
import { readFindings } from '../shared/read-findings.ts'
import { acceptsLanguages, buildAbsentRun, buildRun, selectTargets } from '../shared/run-builder.ts'
import { withStaging } from '../shared/scan-staging.ts'
import { HOW_TO_INSTALL } from '../shared/site-packages.ts'
import { type SnapshotTarget, takeSnapshot } from '../shared/snapshot.ts'
import { askVersion } from './ask-version.ts'
import { findLauncher, findUnpackedCore } from './find-programs.ts'
import { OWN_RULE_LANGUAGES, readOwnRules } from './own-rules.ts'
import { SharedOpengrep } from './shared-process.ts'

/** OpenGrep with our own rules: a second voice beside Semgrep only because the rules are others. */
export const createOpengrep: CreateEngine = (context) =>
  createOpengrepEngine(
    {
      name: 'opengrep',
      load: async ({ subject }) => {
        const { rules, digest } = await readOwnRules(subject)
        const pack = { name: 'sbr', lineage: 'sbr', sha256: digest, heldOut: false }
        return { pack, parts: [{ languages: OWN_RULE_LANGUAGES, rules }] }
      },
    },
    context,
  )

/** Rules for OpenGrep: each part is a process of its own. */
export interface OpengrepRules {
  pack: RulePack
  parts: readonly { languages: readonly Language[]; rules: string }[]
}

export interface OpengrepDefinition {
  name: string
  /** The rules; null: not installed. */
  load(context: EngineContext): Promise<OpengrepRules | null>
}

/** An engine that is OpenGrep with a pack. */
export function createOpengrepEngine(definition: OpengrepDefinition, context: EngineContext): Engine {
  let prepared: Promise<Prepared> | undefined
  const prepare = () => {
    prepared ??= prepareOpengrep(definition, context)
    return prepared
  }
  return {
    name: definition.name,
    info: async () => (await prepare()).info,
    scan: async (request) => scan(await prepare(), request),
    close: async () => {},
  }
}

interface Prepared {
  info: EngineInfo
  parts: readonly { accepts: ReturnType<typeof acceptsLanguages>; shared: SharedOpengrep }[]
}

async function prepareOpengrep(definition: OpengrepDefinition, context: EngineContext): Promise<Prepared> {
  const base = { name: definition.name, heldOut: false }
  const launcher = findLauncher()
  const loaded = launcher === null ? null : await definition.load(context)
  if (launcher === null || loaded === null) {
    const missing = { what: launcher === null ? 'OpenGrep' : 'The rules', how: HOW_TO_INSTALL }
    return {
      info: { ...base, version: null, packs: [], languages: [], available: false, missing },
      parts: [],
    }
  }
  const version = await askVersion(launcher)
  const languages = loaded.parts.flatMap((part) => part.languages)
  const programs = { launcher, core: findUnpackedCore(version) }
  return {
    info: { ...base, version, packs: [loaded.pack], languages, available: true },
    parts: loaded.parts.map((part) => ({
      accepts: acceptsLanguages(part.languages),
      shared: new SharedOpengrep(programs, part.rules, context.slots),
    })),
  }
}

async function scan({ info, parts }: Prepared, request: ScanRequest): Promise<EngineOutput> {
  const snapshot = request.snapshot ?? (await takeSnapshot(request.root, request.targets, request.signal))
  if (!info.available) return { run: buildAbsentRun(info, snapshot), findings: [] }
  const scanned = await Promise.all(
    parts.map(({ accepts, shared }) => scanPart(shared, selectTargets(snapshot, accepts), request)),
  )
  const failures = new Map(scanned.flatMap((part) => [...part.failures]))
  const results = scanned.flatMap((part) => part.results)
  const report = { version: info.version, results, errors: [], paths: { scanned: [] } }
  const read = await readFindings({ info, snapshot, reader: 'opengrep', report })
  const said = [...scanned.flatMap((part) => part.diagnostics), ...read.diagnostics]
  const accepts = acceptsLanguages(info.languages)
  return { run: buildRun(info, snapshot, accepts, failures, said), findings: read.findings }
}

async function scanPart(
  shared: SharedOpengrep,
  targets: readonly SnapshotTarget[],
  request: ScanRequest,
): Promise<{ results: unknown[]; failures: Map<string, string>; diagnostics: Diagnostic[] }> {
  const failures = new Map<string, string>()
  const diagnostics: Diagnostic[] = []
  if (targets.length === 0) return { results: [], failures, diagnostics }
  return withStaging(request.staging, targets, async (staging) => {
    const own = targets.flatMap(({ path, language, content }) => {
      const staged = staging.pathOf(path)
      return staged === null || language === null ? [] : [{ staged, language, size: content.length }]
    })
    const total = await shared.scan({
      folder: staging.folder,
      paths: own.map(({ staged }) => staged),
      languages: own.map(({ language }) => language),
      sizes: own.map(({ size }) => size),
      timeoutMs: request.timeoutMs,
      ...(request.signal ? { signal: request.signal } : {}),
    })
    for (const [staged, failure] of total.failures) {
      const path = staging.originalOf(staged)
      if (path === null) continue
      failures.set(path, failure.code)
      diagnostics.push({ level: 'error', ...failure, path })
    }
    const results = total.results
      .filter((result) => staging.originalOf(result.path) !== null)
      .map((result) => staging.restorePaths(result))
    return { results, failures, diagnostics: [...diagnostics, ...total.diagnostics] }
  })
}
