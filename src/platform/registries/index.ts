export {
  type DownloadCache,
  type DownloadOptions,
  type FetchedFile,
  openDownloadCache,
  type RemoteFile,
} from './download-cache.ts'
export { type BodySink, type GetOptions, type GetResponse, httpGet } from './http-get.ts'
export type { ExpectedContent } from './integrity.ts'
export type { NpmConfig } from './npm-config.ts'
export type { NpmRegistry, Packument } from './npm-registry.ts'
export type { PipConfig } from './pip-config.ts'
export type { IndexFile, PythonIndex } from './python-index.ts'
export { openRegistries, type Registries, type RegistriesConfig } from './registries.ts'
