import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { SbrError } from '../../kernel/index.ts'
import type { RemoteFile } from './download-cache.ts'
import { exists, type GetOptions, getText } from './http-get.ts'
import { credentialFor, type NpmConfig } from './npm-config.ts'

const PackumentSchema = Type.Object({
  name: Type.String(),
  versions: Type.Record(
    Type.String(),
    Type.Object({
      dist: Type.Object({
        tarball: Type.String(),
        integrity: Type.Optional(Type.String()),
        shasum: Type.Optional(Type.String()),
      }),
    }),
  ),
})
/** What npm's registry says of a package, in the short form that installs need. */
export type Packument = Static<typeof PackumentSchema>

const validator = Compile(PackumentSchema)

/** A packument of a package with thousands of versions has a few megabytes. */
const MAX_PACKUMENT_BYTES = 48 * 1024 * 1024

/** npm's rules for names, without which a name could lead anywhere on the host. */
const NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-zA-Z0-9~_-][a-zA-Z0-9._~-]{0,213}$/

export interface NpmRegistry {
  /** Is there a package of this name? False too for what can be no name of one. @throws SbrError `NETWORK` where it could not be asked. */
  has(name: string, signal?: AbortSignal): Promise<boolean>
  packument(name: string, signal?: AbortSignal): Promise<Packument>
  /** Address and digests of one version. */
  tarball(name: string, version: string, signal?: AbortSignal): Promise<RemoteFile>
}

export type HttpOptions = Pick<GetOptions, 'attempts' | 'backOffMs' | 'timeoutMs'>

/** Speaks npm's registry protocol with whatever registry npm is configured for. */
export function openNpmRegistry(config: () => Promise<NpmConfig>, http: HttpOptions = {}): NpmRegistry {
  const request = async (name: string, signal?: AbortSignal): Promise<{ url: URL; options: GetOptions }> => {
    const { registry, scopes, credentials } = await config()
    const base = scopes.get(name.split('/')[0] ?? '') ?? registry
    const url = new URL(name.replace('/', '%2f'), base)
    const headers: Record<string, string> = { accept: 'application/vnd.npm.install-v1+json' }
    const authorization = credentialFor(url, credentials)
    if (authorization) headers.authorization = authorization
    const options: GetOptions = { ...http, headers, maxBytes: MAX_PACKUMENT_BYTES }
    if (signal) options.signal = signal
    return { url, options }
  }
  const packument = async (name: string, signal?: AbortSignal): Promise<Packument> => {
    if (!NAME.test(name)) throw new SbrError('BAD_INPUT', `"${name}" is no name of an npm package`)
    const { url, options } = await request(name, signal)
    const parsed = parseJson(await getText(url, options))
    if (validator.Check(parsed)) return parsed
    throw new SbrError('NETWORK', `${name}: the registry's answer is no packument`, {
      next: 'Check what `npm config get registry` points to.',
    })
  }
  return {
    async has(name, signal) {
      if (!NAME.test(name)) return false
      const { url, options } = await request(name, signal)
      return exists(url, options)
    },
    packument,
    async tarball(name, version, signal) {
      const { versions } = await packument(name, signal)
      const found = Object.hasOwn(versions, version) ? versions[version] : undefined
      if (!found) throw new SbrError('NOT_FOUND', `${name} ${version} is not in the npm registry`)
      const { tarball, integrity, shasum } = found.dist
      const { credentials } = await config()
      const authorization = URL.canParse(tarball) ? credentialFor(new URL(tarball), credentials) : null
      const file: RemoteFile = { url: tarball, label: `${name} ${version}`, authorization }
      if (integrity) file.integrity = integrity
      if (shasum) file.sha1 = shasum
      return file
    },
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
