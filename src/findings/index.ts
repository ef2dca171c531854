export { findingKey } from './correlation/finding-key.ts'
export { groupIssues, type LineageOf } from './correlation/group-issues.ts'
export { activeOverrides, type IssueOverride } from './correlation/issue-override.ts'
export { loadBundledCatalogue } from './cwe/bundled-catalogue.ts'
export {
  cweCatalogueInUse,
  cweCategory,
  cweEntry,
  cweLabel,
  cweName,
  cweView,
  useCweCatalogue,
} from './cwe/catalogue.ts'
export {
  type CweCatalogue,
  CweCatalogueSchema,
  type CweEntry,
  catalogueFault,
  digestCatalogue,
} from './cwe/cwe-catalogue.ts'
export { CWE_TOP_25_2025, type OwaspEdition, owaspTop10, top25Rank } from './cwe/lists.ts'
export { parseCwe, parseCwes, parseCweTag } from './cwe/parse-cwe.ts'
export { parseCweXml } from './cwe/parse-cwe-xml.ts'
export { type CweStanding, cweStanding, primaryCwe } from './cwe/primary-cwe.ts'
export { areCwesRelated, closestCwes, cweAncestors, cweChildren } from './cwe/relations.ts'
export { BYTES_PER_FINDING } from './identity/compact-findings.ts'
export {
  canonicalAdvisory,
  FINGERPRINT_SCHEMES,
  type FingerprintScheme,
  strongestFingerprint,
} from './identity/fingerprints.ts'
export type { MatchOptions, Outcome } from './identity/match-options.ts'
export { matchRuns, type RunMatch, type ScanSide } from './identity/match-runs.ts'
export { newSince } from './identity/new-since.ts'
export { MATCHED_BY, type MatchedBy } from './identity/pairing.ts'
export { type CompactMatch, RunMatcher } from './identity/run-matcher.ts'
export { type ByteSource, memorySource, readFully } from './input/byte-source.ts'
export { languageOfPath } from './language.ts'
export { CSV_HEADER, toCsvRow } from './output/csv.ts'
export type { BaselineState, SarifLog } from './output/sarif-log.ts'
export { createSarifWriter, type SarifOptions, type SarifWriter } from './output/sarif-writer.ts'
export { openMemorySpool, type Spool } from './output/spool.ts'
export { sarifChunks } from './output/to-sarif.ts'
export { readerNames } from './readers/choose-reader.ts'
export { ESLINT_RULE_CWE } from './readers/eslint/rule-cwe.ts'
export { packageUrl } from './readers/package-url.ts'
export type { ReadContext } from './readers/port.ts'
export {
  type ReportResult,
  type ReportSource,
  type ReportStream,
  readReport,
  streamReport,
} from './readers/read-report.ts'
export { READERS } from './readers/registry.ts'
export type { ReportEvent } from './readers/stream-report.ts'
export { levelOfScore, mapSeverity } from './severity/severity.ts'
export { cleanText, printable } from './text/printable.ts'
export { reachesThreshold, verdictOf, verdictOfCwe } from './verdicts.ts'
