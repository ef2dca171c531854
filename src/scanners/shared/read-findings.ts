import { readReport } from '../../findings/index.ts'
import type { Diagnostic, Finding } from '../../kernel/index.ts'
import { openParser, redactSecrets, type SourceParser, SymbolTable } from '../../platform/index.ts'
import type { EngineInfo } from '../port.ts'
import { runIdOf } from './run-builder.ts'
import type { Snapshot, SnapshotTarget } from './snapshot.ts'

/** A raw report of an engine, its paths already those of the targets. */
export interface RawReport {
  info: EngineInfo
  snapshot: Snapshot
  /** Name of the reader: `semgrep`, `bandit`, `eslint`, `retire`. */
  reader: string
  /** The report as the tool's format has it. */
  report: unknown
  /** Pack of a rule; default: the engine's only pack. */
  packOf?: (rule: string) => string | null
  /** CWE ids of a rule whose report carries none. */
  cweOf?: (rule: string) => readonly number[] | undefined
  /** Puts a finding in its place, where the report names another than the target that was scanned. */
  place?: (finding: Finding) => Finding
}

/** Turns a raw report into findings of this engine's run, with source, enclosing function and redaction. */
export async function readFindings(
  raw: RawReport,
): Promise<{ findings: Finding[]; diagnostics: Diagnostic[] }> {
  const { info, snapshot } = raw
  const targets = new Map(snapshot.targets.map((target) => [target.path, target]))
  const packOf = raw.packOf ?? (() => info.packs[0]?.name ?? null)
  const symbols = await symbolsOf(snapshot, targets)
  const { findings, diagnostics } = readReport(
    { name: info.name, bytes: Buffer.from(JSON.stringify(raw.report)), reader: raw.reader },
    {
      source: (path) => targets.get(path)?.content.toString('utf8') ?? null,
      redact: (text) => redactSecrets(text).text,
      symbol: (path, line) => symbols.at(path, line),
      cweOf: (_tool, rule) => raw.cweOf?.(rule),
      packOf,
      packs: info.packs,
      tool: info.name,
      ...(info.version === null ? {} : { toolVersion: info.version }),
      run: runIdOf(info, snapshot.targets),
    },
  )
  const own = findings
    .map((finding) => raw.place?.(finding) ?? finding)
    .filter((finding) => isOfTargets(finding, targets))
    .map((finding) => ({ ...finding, rule: { ...finding.rule, pack: packOf(finding.rule.id) } }))
  return { findings: own, diagnostics }
}

/** Functions of a snapshot's files, for all engines that look at it: each file is parsed once. */
const tables = new WeakMap<Snapshot, SymbolTable>()
let parsing: Promise<SourceParser> | undefined

async function symbolsOf(
  snapshot: Snapshot,
  targets: ReadonlyMap<string, SnapshotTarget>,
): Promise<SymbolTable> {
  parsing ??= openParser()
  const parser = await parsing
  const known = tables.get(snapshot)
  if (known) return known
  const table = new SymbolTable(parser, (path) => {
    const target = targets.get(path)
    return target?.language ? { language: target.language, text: target.content.toString('utf8') } : null
  })
  tables.set(snapshot, table)
  return table
}

/** What an engine reports about anything but the targets it was given is not about them. */
const isOfTargets = (finding: Finding, targets: ReadonlyMap<string, SnapshotTarget>): boolean =>
  finding.location === null || targets.has(finding.location.path)
