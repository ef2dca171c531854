import type {
  Diagnostic,
  Finding,
  FindingKind,
  RulePack,
  RunStatus,
  SeverityLevel,
  TargetStatus,
} from '../../kernel/index.ts'
import type { ColumnUnit } from '../location/columns.ts'

/**
 * One report, as a reader sees it: a stream that may be read again from its start, never held whole.
 * Whatever cannot be read (truncated, malformed, nested too deep, too large) never reaches a reader: the
 * driver reports it with its byte offset, and the run that was announced last is no longer complete.
 */
export interface ReportInput {
  /** File name or label: for diagnostics only. */
  readonly name: string
  /** SHA-256 of the report's bytes. */
  readonly sha256: string
  /**
   * The JSON document without the elements of its large collections, in which an empty list or object
   * stands for each. A collection is named by its path with `*` for any key or index, such as
   * `/runs/*\/results`; its elements are read one by one by `elements`. What the document holds beside
   * its collections is bounded (64 MiB).
   */
  outline(...collections: string[]): JsonOutline
  /** Top-level JSON values one after the other, as JSON Lines or merely concatenated. */
  values(): Iterable<JsonElement>
  /** Lines of text without their ends; numbers are 1-based. */
  lines(): Iterable<{ text: string; number: number }>
  /** XML elements of these names, each as a small tree, in the order of the document; never one inside another. */
  xml(...names: string[]): Iterable<XmlElement>
}

/** A JSON document whose large collections were left out. */
export interface JsonOutline {
  /** The document; undefined where nothing of it could be read. */
  readonly value: unknown
  /** Is there a list or an object at this pointer, which was left out of `value` as a collection? */
  has(pointer: string): boolean
  /** Elements of the collection at this pointer (a concrete one: `/runs/0/results`), in the report's order. */
  elements(pointer: string): Iterable<JsonElement>
  /** Was the value at this pointer cut off by the report's end? Then it may lack fields. */
  isCut(pointer: string): boolean
}

/** One element of a collection, or one of several top-level values. */
export interface JsonElement {
  readonly value: unknown
  /** Its key in an object; its index, as text, in a list. */
  readonly key: string
  /** JSON pointer of the element; for top-level values `line:<n>` of the line on which it begins. */
  readonly pointer: string
}

/** An XML element with everything below it. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Text directly inside, CDATA included, trimmed. */
  readonly text: string
  /** Names of the elements around it, outermost first. */
  readonly within: readonly string[]
  /** `line:<n>` on which it begins. */
  readonly pointer: string
}

/** The beginning of a report, for detection. */
export interface ReportSketch {
  /** The first 64 KiB of text. */
  readonly head: string
  /**
   * The JSON document in small: of every list and object the first entries only, down to the third
   * level. All keys of the top level are there. undefined where it is no JSON.
   */
  readonly json: unknown
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
  /** Key of the `secret/v1` fingerprint, asked for at the first secret; without it secrets get none. */
  secretKey?(): Uint8Array
}

/** A word or a number for severity, as the report has it, and the scale it is on. */
export interface SeverityClaim {
  raw: string | null
  /** The field of the report that it came from. */
  source: string | null
  /**
   * Words of the tool are looked up in its scale; `cvss-score` and `cvss-vector` are computed; `own` is a
   * scale that only this reader knows: it gives the level itself.
   */
  scale:
    | 'own'
    | 'word'
    | 'word-info-lowest'
    | 'sarif-level'
    | 'eslint'
    | 'cvss-score'
    | 'cvss-vector'
    | 'sarif-default'
  /** With the scale `own`: what the raw word stands for; undefined where it is no word of that scale. */
  level?: SeverityLevel | undefined
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
  /** JSON pointer of the part of the report that is this run's; default: the whole. Faults elsewhere are another run's. */
  pointer?: string
  /** Packs that ran, where the report says it. */
  packs?: readonly RulePack[]
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

/** How it is known that a reader reads what the tool writes. */
export type ReaderProof =
  /** Fixtures are output of the tool itself over our own files; names tool and version. */
  | { by: 'captured'; tools: readonly string[] }
  /** Fixtures were written after the tool's documentation or source: where that is. */
  | { by: 'documented'; source: string; why: string }

/** What a person wants to know of a reader; `docs/readers.md` is generated from it. */
export interface ReaderFacts {
  /** Tool and format as a person names them: `Bandit, JSON`. */
  title: string
  proof: ReaderProof
  /** Field that severity comes from, and how its words map. */
  severity: string
  confidence: string
  cwe: string
  /** What columns count, and from where. */
  location: string
  /** Fingerprints that the tool gives, and those that it pretends to give. */
  identity: string
  /** How the report says that the scan is incomplete; null where it cannot. */
  incomplete: string | null
  /** What the format does not say, or says wrongly. */
  limits: readonly string[]
}

/**
 * One report format. A reader never throws on bad content: what it cannot read is a diagnostic, what
 * it can read is kept. It yields as it goes and keeps nothing that grows with the number of results.
 */
export interface Reader {
  /** Unique, kebab-case: `bandit-json`. */
  readonly name: string
  /** Folder below `readers/`, with `testdata/` in it. */
  readonly folder: string
  /** `json`, `sarif`, `jsonl`, `xml`, `csv`: what findings carry as `tool.format`. */
  readonly format: string
  /** Tools whose reports it reads, by the names that `--tool` takes; the first is the default. */
  readonly tools: readonly string[]
  readonly facts: ReaderFacts
  /** Is this report in my format? Judged by content, never by the file's name. */
  detect(sketch: ReportSketch): boolean
  read(report: ReportInput, context: ReadContext): Iterable<ReadItem>
  /**
   * Where fingerprints stand, for formats that put them into the elements of one collection: they are counted
   * while the outline is made. Which of them are constant has to be known before the first finding is given
   * out; without this, the report is read twice where results have fingerprints.
   */
  readonly fingerprints?: FingerprintPlace
}

export interface FingerprintPlace {
  /** Path of the collection, with `*` for any key or index. */
  collection: string
  /** Members of its elements that hold them. */
  members: readonly string[]
  /** The fingerprints in an element that has only those members. */
  of(element: Record<string, unknown>): Record<string, string>
}
