import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { SbrError } from '../../kernel/index.ts'
import type { RemoteFile } from './download-cache.ts'
import { exists, type GetOptions, getText } from './http-get.ts'
import { type HttpOptions, parseJson } from './npm-registry.ts'
import type { PipConfig } from './pip-config.ts'

const FilesSchema = Type.Object({
  files: Type.Array(
    Type.Object({
      filename: Type.String(),
      url: Type.String(),
      hashes: Type.Record(Type.String(), Type.String()),
      size: Type.Optional(Type.Integer()),
    }),
  ),
})
export type IndexFile = Static<typeof FilesSchema>['files'][number]

const validator = Compile(FilesSchema)
const MAX_INDEX_BYTES = 48 * 1024 * 1024
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,212}[A-Za-z0-9])?$/

export interface PythonIndex {
  /** Is there a project of this name? False too for what can be no name of one. @throws SbrError `NETWORK` where it could not be asked. */
  has(name: string, signal?: AbortSignal): Promise<boolean>
  /** Files of a project, by PEP 691. */
  files(name: string, signal?: AbortSignal): Promise<IndexFile[]>
  /** The source archive of one version, else a pure wheel: address, digest and file name. */
  sdistOrWheel(
    name: string,
    version: string,
    signal?: AbortSignal,
  ): Promise<RemoteFile & { filename: string; sha256: string }>
}

/** Speaks PEP 691 (simple index as JSON) with whatever index pip is configured for. */
export function openPythonIndex(config: () => Promise<PipConfig>, http: HttpOptions = {}): PythonIndex {
  const request = async (name: string, signal?: AbortSignal): Promise<{ url: URL; options: GetOptions }> => {
    const { index, authorization } = await config()
    const url = new URL(`${normaliseName(name)}/`, index)
    const headers: Record<string, string> = { accept: 'application/vnd.pypi.simple.v1+json' }
    if (authorization) headers.authorization = authorization
    const options: GetOptions = { ...http, headers, maxBytes: MAX_INDEX_BYTES }
    if (signal) options.signal = signal
    return { url, options }
  }
  const files = async (name: string, signal?: AbortSignal): Promise<IndexFile[]> => {
    if (!NAME.test(name)) throw new SbrError('BAD_INPUT', `"${name}" is no name of a Python project`)
    const { url, options } = await request(name, signal)
    const parsed = parseJson(await getText(url, options))
    if (!validator.Check(parsed))
      throw new SbrError('NETWORK', `${name}: the index does not answer in JSON (PEP 691)`, {
        next: 'Point pip to an index that speaks PEP 691.',
      })
    // Addresses may be relative to the page.
    return parsed.files.map((file) => ({ ...file, url: new URL(file.url, url).href }))
  }
  return {
    async has(name, signal) {
      if (!NAME.test(name)) return false
      const { url, options } = await request(name, signal)
      return exists(url, options)
    },
    files,
    async sdistOrWheel(name, version, signal) {
      const { index, authorization } = await config()
      const found = chooseFile(await files(name, signal), name, version)
      const sha256 = found?.hashes.sha256
      if (!found) throw new SbrError('NOT_FOUND', `${name} ${version} is not in the Python index`)
      if (!sha256)
        throw new SbrError('INTEGRITY', `${name} ${version}: the index gives no SHA-256`, {
          next: 'Use an index that passes digests on.',
        })
      const isSameHost = new URL(found.url).host === new URL(index).host
      return {
        url: found.url,
        label: `${name} ${version}`,
        filename: found.filename,
        sha256,
        authorization: isSameHost ? authorization : null,
      }
    },
  }
}

/** PEP 503. */
const normaliseName = (name: string): string => name.replace(/[-_.]+/g, '-').toLowerCase()

const SDIST = /^(.+?)\.(?:tar\.gz|tgz|zip)$/

/** Source comes first: a wheel may hold built or generated code. */
function chooseFile(files: readonly IndexFile[], name: string, version: string): IndexFile | undefined {
  const wanted = `${normaliseName(name)}-${version}`.toLowerCase()
  const sdist = files.find((file) => {
    const stem = SDIST.exec(file.filename)?.[1]
    return stem !== undefined && matchesStem(stem, name, version)
  })
  if (sdist) return sdist
  return files.find((file) => {
    const [project, release, ...tags] = file.filename.replace(/\.whl$/, '').split('-')
    if (!file.filename.endsWith('.whl') || !project || !release || tags.at(-1) !== 'any') return false
    return `${normaliseName(project)}-${release}`.toLowerCase() === wanted
  })
}

function matchesStem(stem: string, name: string, version: string): boolean {
  const end = `-${version}`.toLowerCase()
  const lower = stem.toLowerCase()
  return lower.endsWith(end) && normaliseName(lower.slice(0, -end.length)) === normaliseName(name)
}
