import type {
  Diagnostic,
  Finding,
  FindingKind,
  RulePack,
  RunStatus,
  TargetStatus,
} from '../../kernel/index.ts'
import type { JsonDocument } from '../json/document.ts'
import type { ColumnUnit } from '../location/columns.ts'

/**
 * One report, as a reader sees it. Everything a reader needs is asked for lazily, so that a reader of
 * lines never pays for a parse of the whole.
 */
export interface ReportInput {
  /** File name or label: for diagnostics only. */
  readonly name: string
  readonly sha256: string
  /** The first 64 KiB of text: enough for detection. */
  readonly head: string
  /** The encoding that some bytes do not fit, and were replaced by U+FFFD; null where all fit. */
  readonly wrongEncoding: string | null
  /** The report as text, its encoding resolved and its byte order mark gone. */
  text(): string
  /** The report as JSON: as much of it as could be read. Parsed once. */
  json(): JsonDocument
}

/** What a reader may be told beside the report. */
export interface ReadContext {
  /** Absolute folder, POSIX: paths of the report are made relative to it. */
  root?: string
  /** Text of a scanned file by its path relative to the root; null where there is none. */
  source?(path: string): string | null
  /** Takes secrets out of a text. Applied to every text that a finding or a diagnostic keeps. */
  redact?(text: string): string
  /** Qualified name of the function or class around a line (`Class.method`); null at top level. */
  symbol?(path: string, line: number): string | null
  /** CWE ids of a rule whose report carries none; asked before the built-in map. */
  cweOf?(tool: string, rule: string): readonly number[] | undefined
  /** Name of the rule pack that a rule belongs to. */
  packOf?(rule: string): string | null
  /** Packs that ran, stored with the run. */
  packs?: readonly RulePack[]
  /** Name of the tool, where the report does not say it or says another. */
  tool?: string
  /** Version of the tool, where the report does not say it. */
  toolVersion?: string
  /** Id of the scan run, where the caller knows what was scanned; else derived from the report's content. */
  run?: string
  /** Key of the `secret/v1` fingerprint; without it secrets get none. */
  secretKey?: Uint8Array
}

/** A word or a number for severity, as the report has it, and the scale it is on. */
export interface SeverityClaim {
  raw: string | null
  /** The field of the report that it came from. */
  source: string | null
  /** Words of the tool are looked up in its scale; `cvss-score` and `cvss-vector` are computed. */
  scale:
    | 'word'
    | 'word-info-lowest'
    | 'sarif-level'
    | 'eslint'
    | 'cvss-score'
    | 'cvss-vector'
    | 'sarif-default'
}

/** A region as the tool wrote it. Lines are 1-based; columns are in `unit`, 1-based, the end exclusive. */
export interface RawRegion {
  path: string
  startLine: number | null
  startColumn: number | null
  endLine: number | null
  endColumn: number | null
  unit: ColumnUnit
}

/** One result, faithful to the report: the assembler gives it severity, place and identity. */
export interface FindingDraft {
  kind: FindingKind
  rule: { id: string; name?: string | null; url?: string | null; pack?: string | null }
  title?: string | null
  message: string
  /** Best claim first: the first that means something wins. */
  severity: SeverityClaim[]
  confidence?: string | null
  /** Values of CWE-typed fields only. */
  cwe?: unknown[]
  region: RawRegion | null
  package?: {
    purl: string
    version: string | null
    fixedVersions: string[]
    paths: string[]
  } | null
  advisory?: { id: string; aliases: string[] } | null
  flow?: { region: RawRegion; message: string | null }[]
  toolFingerprints?: Record<string, string>
  suppressions?: { kind: string; status: string | null; justification: string | null }[]
  fix?: string
  /** JSON pointer, or `line:<n>`, within the report. */
  pointer: string
  /** The secret itself, where the report has it: hashed with a key for identity, never kept. */
  secret?: string
  /** Rule family of a secret, where it differs from the rule. */
  family?: string
}

/** What a reader says about the run of the tool. Paths are as the tool wrote them. */
export interface RunDraft {
  /** Where the report names the run by our own id. */
  id?: string
  tool: string
  version: string | null
  /** Default: `complete`, unless a target failed or an error was met. */
  status?: RunStatus
  targets: { path: string; status: TargetStatus; reason?: string }[]
}

/**
 * What a reader yields. Findings and diagnostics belong to the run that was announced last; a report
 * that tells nothing about its run still announces one.
 */
export type ReadItem =
  | { type: 'run'; run: RunDraft }
  | { type: 'target'; path: string; status: TargetStatus; reason?: string }
  | { type: 'finding'; draft: FindingDraft }
  /** A finding in our own form already: kept as it is, but for what makes it safe to keep. */
  | { type: 'known'; finding: Finding }
  /** `incomplete`: because of it the run is not complete. Default: true for errors. */
  | { type: 'diagnostic'; diagnostic: Diagnostic; incomplete?: boolean }

/**
 * One report format. A reader never throws on bad content: what it cannot read is a diagnostic, what
 * it can read is kept. It yields as it goes, so that a stream can drive it.
 */
export interface Reader {
  /** Unique, kebab-case: `bandit-json`. */
  readonly name: string
  /** `json`, `sarif`, `jsonl`: what findings carry as `tool.format`. */
  readonly format: string
  /** Tools whose reports it reads, by the names that `--tool` takes; the first is the default. */
  readonly tools: readonly string[]
  /** Is this report in my format? Judged by content, never by the file's name. */
  detect(input: ReportInput): boolean
  read(input: ReportInput, context: ReadContext): Iterable<ReadItem> | AsyncIterable<ReadItem>
}
