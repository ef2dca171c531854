import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Diagnostic, digestFields, type ScanRun } from '../../kernel/index.ts'
import { openParser, type RegexLiteral, type SourceParser, TOOLS } from '../../platform/index.ts'
import type { CreateEngine, EngineInfo, EngineOutput, ScanRequest } from '../port.ts'
import { readFindings } from '../shared/read-findings.ts'
import { acceptsLanguages, buildAbsentRun, buildRun, selectTargets } from '../shared/run-builder.ts'
import { HOW_TO_INSTALL } from '../shared/site-packages.ts'
import { type SnapshotTarget, takeSnapshot } from '../shared/snapshot.ts'
import { RecheckOracle } from './ask-recheck.ts'
import { toResult } from './report.ts'
import { toSharedSyntax } from './shared-syntax.ts'

const MANIFEST = join(TOOLS.engines, 'recheck/package.json')
const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url))
/** Version of what is asked and of how answers are read: part of the pack. */
const READING = 'sbr/recheck/v1'
const accepts = acceptsLanguages(['javascript', 'typescript', 'python'])

/** Recheck over every constant regular expression: does a text exist on which it takes for ever (CWE-1333)? */
export const createRecheck: CreateEngine = (context) => {
  const oracle = new RecheckOracle(WORKER)
  const info = describeRecheck()
  return {
    name: 'recheck',
    info: async () => info,
    scan: (request) => context.slots.use(() => scan(oracle, info, request)),
    close: async () => oracle.close(),
  }
}

function describeRecheck(): EngineInfo {
  const base = { name: 'recheck', heldOut: false }
  if (!existsSync(MANIFEST)) {
    const missing = { what: 'recheck', how: HOW_TO_INSTALL }
    return { ...base, version: null, packs: [], languages: [], available: false, missing }
  }
  const { version } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { version: string }
  const packs = [
    { name: 'recheck', lineage: 'recheck', sha256: digestFields([READING, version]), heldOut: false },
  ]
  return { ...base, version, packs, languages: ['javascript', 'typescript', 'python'], available: true }
}

async function scan(oracle: RecheckOracle, info: EngineInfo, request: ScanRequest): Promise<EngineOutput> {
  const snapshot = request.snapshot ?? (await takeSnapshot(request.root, request.targets, request.signal))
  if (!info.available) return { run: buildAbsentRun(info, snapshot), findings: [] }
  const parser = await openParser(['javascript', 'typescript', 'python'])
  const results: unknown[] = []
  const failures = new Map<string, string>()
  const unjudged = new Set<string>()
  const diagnostics: Diagnostic[] = []
  try {
    for (const target of selectTargets(snapshot, accepts)) {
      const judged = await judgeTarget(oracle, parser, target, request)
      results.push(...judged.results)
      diagnostics.push(...judged.diagnostics)
      if (judged.failure !== null) failures.set(target.path, judged.failure)
      else if (judged.skipped && judged.results.length === 0) unjudged.add(target.path)
    }
  } finally {
    parser.dispose()
  }
  const report = { version: info.version, results, errors: [], paths: { scanned: [] } }
  const read = await readFindings({ info, snapshot, reader: 'semgrep', report })
  const knows = (target: SnapshotTarget) => accepts(target) && !unjudged.has(target.path)
  const run = buildRun(info, snapshot, knows, failures, [...diagnostics, ...read.diagnostics])
  return { run: nameUnjudged(run, unjudged), findings: read.findings }
}

interface Judged {
  results: unknown[]
  diagnostics: Diagnostic[]
  /** Why the target was not judged as it should be; null: it was. */
  failure: string | null
  /** A regular expression is in a syntax that recheck does not know: silence would not be an answer. */
  skipped: boolean
}

async function judgeTarget(
  oracle: RecheckOracle,
  parser: SourceParser,
  target: SnapshotTarget,
  { timeoutMs, signal }: ScanRequest,
): Promise<Judged> {
  const judged: Judged = { results: [], diagnostics: [], failure: null, skipped: false }
  const text = target.content.toString('utf8')
  const say = (level: Diagnostic['level'], code: string, regex: RegexLiteral, message: string) =>
    judged.diagnostics.push({
      level,
      code,
      message: `line ${regex.startLine}: ${message}`,
      path: target.path,
    })
  for (const regex of regexesOf(parser, target, text)) {
    const shared = toSharedSyntax(regex, target.language === 'python')
    if (shared === null) {
      judged.skipped = true
      say('note', 'unsupported-pattern', regex, "a syntax of Python's that recheck does not read")
      continue
    }
    const { answer, failure } = await oracle.ask(shared.pattern, shared.flags, timeoutMs, signal)
    if (failure !== null) {
      judged.failure = failure.code
      say('error', failure.code, regex, failure.message)
    } else if (answer.status === 'vulnerable') judged.results.push(toResult(target.path, text, regex, answer))
    else if (answer.status === 'unknown') {
      judged.skipped = true
      say(
        'note',
        'unsupported-pattern',
        regex,
        `recheck has no answer (${answer.error ?? 'no reason given'})`,
      )
    }
  }
  return judged
}

function regexesOf(parser: SourceParser, { language }: SnapshotTarget, text: string): RegexLiteral[] {
  // Most files have none, and parsing is what costs.
  const hint = language === 'python' ? /\bre\.\w+\s*\(/ : /RegExp|\/[^\n]+\//
  const parsed = language === null || !hint.test(text) ? null : parser.parse(language, text)
  if (!parsed) return []
  const regexes = parsed.regexLiterals()
  parsed.dispose()
  return regexes
}

/** A target in which some pattern could not be judged is none that this engine has a word for. */
const nameUnjudged = (run: ScanRun, unjudged: ReadonlySet<string>): ScanRun => ({
  ...run,
  targets: run.targets.map((target) =>
    unjudged.has(target.path) && target.status === 'unsupported'
      ? { ...target, reason: 'unsupported-pattern' }
      : target,
  ),
})
