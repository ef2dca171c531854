export { extractContexts, type SourceOf, toCodeContext } from './context/extract-contexts.ts'
export type { SourceText } from './context/source-functions.ts'
export {
  findRemediations,
  type Remediation,
  type RemediationQuestion,
  type RemediationResult,
  type RemediationYield,
  type ScannedVersion,
} from './remediation/find-remediations.ts'
export { listSources, type PackageSources } from './sources/list-sources.ts'
export { type UnpackOptions, type Unpacked, unpackArchive } from './unpack/unpack-archive.ts'
