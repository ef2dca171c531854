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
export { type OwaspEdition, owaspTop10, top25Rank } from './cwe/lists.ts'
export { parseCwe } from './cwe/parse-cwe.ts'
export { parseCweXml } from './cwe/parse-cwe-xml.ts'
export { type CweStanding, cweStanding } from './cwe/primary-cwe.ts'
export { closestCwes, cweAncestors, cweChildren } from './cwe/relations.ts'
export { BYTES_PER_FINDING } from './identity/compact-findings.ts'
export type { FingerprintScheme } from './identity/fingerprints.ts'
export type { MatchOptions, Outcome } from './identity/match-options.ts'
export { matchRuns, type RunMatch, type ScanSide } from './identity/match-runs.ts'
export { newSince } from './identity/new-since.ts'
export type { MatchedBy } from './identity/pairing.ts'
export { type CompactMatch, RunMatcher } from './identity/run-matcher.ts'
export { type ByteSource, memorySource, readFully } from './input/byte-source.ts'
export { languageOfPath } from './language.ts'
export { CSV_HEADER, toCsvRow } from './output/csv.ts'
export type { BaselineState, SarifLog } from './output/sarif-log.ts'
export { createSarifWriter, type SarifOptions, type SarifWriter } from './output/sarif-writer.ts'
export type { Spool } from './output/spool.ts'
export { sarifChunks } from './output/to-sarif.ts'
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
export { printable } from './text/printable.ts'
export { verdictOf } from './verdicts.ts'
