import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Ecosystem, SbrError } from '../../kernel/index.ts'
import type { DownloadCache, Registries, RemoteFile } from '../../platform/index.ts'
import type { PinnedArchive } from '../advisories/demonstration.ts'
import { listSources, type PackageSources } from '../sources/list-sources.ts'
import { unpackArchive } from '../unpack/unpack-archive.ts'

/** One version of a package, unpacked and listed; nothing of it was installed or run. */
export interface CollectedVersion extends PackageSources {
  version: string
  archive: { filename: string; sha256: string; bytes: number }
  /** It was here already: no download, no unpacking. */
  cached: boolean
}

export interface VersionRequest {
  ecosystem: Ecosystem
  package: string
  version: string
  /** What the list says that the archive must be; beside it the registry's own digest must hold. */
  pinned: PinnedArchive | null
}

export interface CollectTools {
  registries: Registries
  downloads: DownloadCache
  /** Unpacked archives lie here, each under its digest. */
  workDir: string
  signal?: AbortSignal
}

/** Fetches, verifies and unpacks one version. The second time nothing is fetched and nothing is unpacked. */
export async function collectVersion(
  request: VersionRequest,
  tools: CollectTools,
): Promise<CollectedVersion> {
  const { file, filename, cached } = await fetchArchive(request, tools)
  const folder = join(tools.workDir, file.sha256)
  const isThere = await exists(folder)
  if (!isThere) await unpackOnce(file.path, folder, tools.signal)
  return {
    version: request.version,
    archive: { filename, sha256: file.sha256, bytes: file.bytes },
    cached: cached && isThere,
    ...(await listSources(folder)),
  }
}

async function fetchArchive({ pinned, ...request }: VersionRequest, tools: CollectTools) {
  const { downloads, signal } = tools
  const held = pinned ? await downloads.find(pinned.sha256) : null
  if (held && pinned) return { file: held, filename: pinned.filename, cached: true }
  const remote = await resolveArchive(request, tools)
  if (pinned && remote.sha256 && remote.sha256 !== pinned.sha256)
    throw new SbrError('INTEGRITY', `${remote.label}: the registry's digest is not the one of the list`, {
      next: 'Do not use it: the archive was exchanged after the list was written.',
    })
  const expected: RemoteFile = pinned ? { ...remote, sha256: pinned.sha256 } : remote
  const file = await downloads.fetchVerified(expected, signal ? { signal } : {})
  return { file, filename: pinned?.filename ?? fileNameOf(remote.url), cached: file.cached }
}

function resolveArchive(
  request: Omit<VersionRequest, 'pinned'>,
  { registries, signal }: CollectTools,
): Promise<RemoteFile> {
  const { package: name, version } = request
  return request.ecosystem === 'npm'
    ? registries.npm.tarball(name, version, signal)
    : registries.pypi.sdistOrWheel(name, version, signal)
}

const fileNameOf = (url: string): string => decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '')

/** Two packages may share an archive: whoever comes second finds the folder there. */
async function unpackOnce(archive: string, folder: string, signal?: AbortSignal): Promise<void> {
  try {
    await unpackArchive(archive, folder, signal ? { signal } : {})
  } catch (thrown) {
    if (!(await exists(folder))) throw thrown
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  )
