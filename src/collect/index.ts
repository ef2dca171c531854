export {
  DEMONSTRATION_LIST,
  type DemonstrationAdvisory,
  loadDemonstration,
  type PinnedArchive,
} from './advisories/demonstration.ts'
export { loadAdvisories } from './advisories/read-advisories.ts'
export { type SnapshotUpdate, type UpdateRequest, updateAdvisories } from './advisories/update-advisories.ts'
export { extractContexts, type SourceOf } from './context/extract-contexts.ts'
export type { SourceText } from './context/source-functions.ts'
export { loadCweCatalogue, readInstalledCatalogue } from './cwe-catalogue/installed-catalogue.ts'
export { type CatalogueUpdate, updateCweCatalogue } from './cwe-catalogue/update-catalogue.ts'
export {
  type OpenPackageDirectory,
  openPackageDirectory,
} from './package-directory/open-package-directory.ts'
export {
  type CollectedPackage,
  type CollectRequest,
  collectPackages,
} from './packages/collect-packages.ts'
export type { CollectedVersion } from './packages/collect-version.ts'
export * from './pairs/index.ts'
export {
  findRemediations,
  type Remediation,
  type RemediationQuestion,
  type RemediationResult,
  type RemediationYield,
  type ScannedVersion,
} from './remediation/find-remediations.ts'
