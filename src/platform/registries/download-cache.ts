import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { sha256 as digest, SbrError, toSbrError } from '../../kernel/index.ts'
import { type GetOptions, httpGet } from './http-get.ts'
import { ContentCheck, type ExpectedContent } from './integrity.ts'

/** A file that somebody vouches for, and where it is. */
export interface RemoteFile extends ExpectedContent {
  url: string
  /** For messages: `lodash 4.17.15`. */
  label: string
  authorization?: string | null
}

export interface FetchedFile {
  path: string
  sha256: string
  bytes: number
  /** It was here already and still is what it was. */
  cached: boolean
}

export interface DownloadOptions extends Omit<GetOptions, 'headers' | 'maxBytes'> {
  /** Default 64 MiB. */
  maxBytes?: number
  onProgress?: (received: number, total: number | null) => void
}

export interface DownloadCache {
  /** The file from the cache, else from the network: checked against what is expected either way. */
  fetchVerified(file: RemoteFile, options?: DownloadOptions): Promise<FetchedFile>
  /** A file by its content, verified now; null where there is none. No network. */
  find(sha256: string): Promise<FetchedFile | null>
}

const MAX_BYTES = 64 * 1024 * 1024
const SHA256 = /^[0-9a-f]{64}$/

/**
 * Opens a content-addressed cache of downloads: `<folder>/<sha256>`. A file gets its name only after
 * its digest held, and is hashed again whenever it is used.
 */
export function openDownloadCache(folder: string): DownloadCache {
  const find = async (sha256: string): Promise<FetchedFile | null> => {
    if (!SHA256.test(sha256)) return null
    const path = join(folder, sha256)
    const bytes = await sizeOf(path)
    if (bytes === null) return null
    if ((await hashFile(path)) === sha256) return { path, sha256, bytes, cached: true }
    await rm(path, { force: true }) // decayed or tampered with: as good as absent
    return null
  }
  return {
    find,
    async fetchVerified(file, options = {}) {
      const known = file.sha256?.toLowerCase() ?? (await readAlias(folder, file))
      const held = known ? await find(known) : null
      if (held) return held
      try {
        await mkdir(folder, { recursive: true })
        const fetched = await download(folder, file, options)
        if (!file.sha256) await writeAlias(folder, file, fetched.sha256)
        return fetched
      } catch (thrown) {
        throw toSbrError(thrown, 'NETWORK')
      }
    },
  }
}

async function download(folder: string, file: RemoteFile, options: DownloadOptions): Promise<FetchedFile> {
  const partial = join(folder, `.partial-${process.pid}-${randomUUID()}`)
  const state: { handle: FileHandle | null; check: ContentCheck; bytes: number; total: number | null } = {
    handle: null,
    check: new ContentCheck(file, file.label),
    bytes: 0,
    total: null,
  }
  try {
    const headers: Record<string, string> = { 'accept-encoding': 'identity' }
    if (file.authorization) headers.authorization = file.authorization
    const maxBytes = options.maxBytes ?? MAX_BYTES
    await httpGet(
      toUrl(file.url),
      { ...options, maxBytes, headers },
      {
        async start(response) {
          await state.handle?.close()
          state.handle = await open(partial, 'w', 0o644)
          state.check = new ContentCheck(file, file.label)
          state.bytes = 0
          state.total = Number(response.headers.get('content-length')) || null
        },
        async piece(bytes) {
          state.check.update(bytes)
          state.bytes += bytes.byteLength
          await state.handle?.writeFile(bytes)
          options.onProgress?.(state.bytes, state.total)
        },
      },
    )
    const sha256 = state.check.finish(file.label)
    await state.handle?.sync()
    const path = join(folder, sha256)
    await rename(partial, path)
    return { path, sha256, bytes: state.bytes, cached: false }
  } finally {
    await state.handle?.close().catch(() => {})
    await rm(partial, { force: true })
  }
}

function toUrl(text: string): URL {
  if (URL.canParse(text)) return new URL(text)
  throw new SbrError('NETWORK', 'The registry gave something that is no address')
}

/** Names the content that an npm integrity stood for, so that the second run needs no download. */
const aliasPath = (folder: string, file: RemoteFile): string =>
  join(folder, 'by-integrity', digest(`${file.integrity ?? ''} ${file.sha1 ?? ''}`))

const readAlias = (folder: string, file: RemoteFile): Promise<string | null> =>
  readFile(aliasPath(folder, file), 'utf8').catch(() => null)

async function writeAlias(folder: string, file: RemoteFile, sha256: string): Promise<void> {
  await mkdir(join(folder, 'by-integrity'), { recursive: true })
  const partial = `${aliasPath(folder, file)}.${process.pid}`
  await writeFile(partial, sha256)
  await rename(partial, aliasPath(folder, file))
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    const status = await stat(path)
    return status.isFile() ? status.size : null
  } catch {
    return null
  }
}
