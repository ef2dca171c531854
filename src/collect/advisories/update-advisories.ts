import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import {
  copyFile,
  type FileHandle,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import {
  type Clock,
  ECOSYSTEMS,
  type Ecosystem,
  SbrError,
  systemClock,
  toSbrError,
} from '../../kernel/index.ts'
import { httpGet } from '../../platform/index.ts'
import { readAdvisories, SNAPSHOT_MANIFEST } from './read-advisories.ts'

/** Where OSV publishes its data, one zip an ecosystem (its documentation's section on data dumps). */
const OSV_DATA_URL = 'https://osv-vulnerabilities.storage.googleapis.com'

/** npm's zip has about 200 MB; ten times that is something else. */
const MAX_SNAPSHOT_BYTES = 2 * 1024 * 1024 * 1024
const DOWNLOAD_TIMEOUT_MS = 15 * 60_000

const ManifestSchema = Type.Object({
  ecosystem: Type.String(),
  sha256: Type.String(),
  /** ISO 8601, when this content was fetched. */
  fetchedAt: Type.String(),
  advisories: Type.Integer(),
  unreadable: Type.Integer(),
  etag: Type.Union([Type.String(), Type.Null()]),
})
export type SnapshotManifest = Static<typeof ManifestSchema>
const validator = Compile(ManifestSchema)

export interface UpdateRequest {
  /** `<home>/advisories`; the snapshot is `<folder>/<Ecosystem>/all.zip`. */
  folder: string
  /** Folder or address with `<Ecosystem>/all.zip`. Default: OSV's own address. */
  from?: string
  ecosystems?: readonly Ecosystem[]
  clock?: Clock
  signal?: AbortSignal
  onProgress?: (ecosystem: Ecosystem, received: number) => void
  /** Attempts of one download. Default 4. */
  attempts?: number
}

export interface SnapshotUpdate extends SnapshotManifest {
  /** The content is what it was. */
  unchanged: boolean
}

/**
 * Brings the advisories up to date: one snapshot an ecosystem, exchanged as a whole and only after it was
 * read. Whatever goes wrong, the old snapshot stays.
 *
 * @throws SbrError `NETWORK`, `NOT_FOUND`, `BAD_INPUT`, `DISK_FULL`
 */
export async function updateAdvisories(request: UpdateRequest): Promise<SnapshotUpdate[]> {
  const updates: SnapshotUpdate[] = []
  for (const ecosystem of request.ecosystems ?? ECOSYSTEMS) updates.push(await updateOne(ecosystem, request))
  return updates
}

async function updateOne(ecosystem: Ecosystem, request: UpdateRequest): Promise<SnapshotUpdate> {
  const folder = join(request.folder, ecosystem)
  const partial = join(folder, `.partial-${process.pid}-${randomUUID()}`)
  const old = await readManifest(folder)
  try {
    await mkdir(folder, { recursive: true })
    const fetched = await fetchSnapshot(ecosystem, request, partial, old)
    if (fetched === 'unchanged') return { ...(old as SnapshotManifest), unchanged: true }
    const sha256 = await hashFile(partial)
    if (sha256 === old?.sha256) return { ...old, unchanged: true }
    const counted = await countAdvisories(partial, ecosystem)
    const now = (request.clock ?? systemClock).now()
    const manifest = { ecosystem, sha256, fetchedAt: now.toISOString(), ...counted, etag: fetched.etag }
    await rename(partial, join(folder, 'all.zip'))
    await writeManifest(folder, manifest)
    return { ...manifest, unchanged: false }
  } catch (thrown) {
    const error = toSbrError(thrown, 'NETWORK')
    if (error.code !== 'NETWORK' && error.code !== 'NOT_FOUND') throw error
    throw new SbrError(error.code, `The advisories of ${ecosystem} were not updated: ${error.message}`, {
      cause: thrown,
      next: `${old ? `The snapshot of ${old.fetchedAt} stays. ` : ''}Name a mirror or a folder with --from or SBR_OSV_URL.`,
    })
  } finally {
    await rm(partial, { force: true })
  }
}

async function fetchSnapshot(
  ecosystem: Ecosystem,
  request: UpdateRequest,
  partial: string,
  old: SnapshotManifest | null,
): Promise<'unchanged' | { etag: string | null }> {
  const from = request.from ?? OSV_DATA_URL
  if (!/^https?:\/\//i.test(from)) {
    await copyFile(join(from, ecosystem, 'all.zip'), partial).catch((cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOENT') throw cause
      throw new SbrError('NOT_FOUND', `${join(from, ecosystem, 'all.zip')} is not there`, { cause })
    })
    return { etag: null }
  }
  const state: { handle: FileHandle | null; received: number } = { handle: null, received: 0 }
  const url = new URL(`${from.replace(/\/$/, '')}/${ecosystem}/all.zip`)
  const headers: Record<string, string> = old?.etag ? { 'if-none-match': old.etag } : {}
  const base = { headers, maxBytes: MAX_SNAPSHOT_BYTES, timeoutMs: DOWNLOAD_TIMEOUT_MS }
  const options = {
    ...base,
    ...(request.signal ? { signal: request.signal } : {}),
    ...(request.attempts ? { attempts: request.attempts } : {}),
  }
  try {
    const response = await httpGet(url, options, {
      async start() {
        await state.handle?.close()
        state.handle = await open(partial, 'w')
        state.received = 0
      },
      async piece(bytes) {
        await state.handle?.writeFile(bytes)
        state.received += bytes.byteLength
        request.onProgress?.(ecosystem, state.received)
      },
    })
    if (response.status === 304) return 'unchanged'
    return { etag: response.headers.get('etag') }
  } finally {
    await state.handle?.close()
  }
}

/** A snapshot in which nothing can be read would make every package look clean. */
async function countAdvisories(path: string, ecosystem: Ecosystem) {
  let advisories = 0
  let unreadable = 0
  for await (const item of readAdvisories(path)) {
    if (item.kind === 'advisory') advisories++
    else unreadable++
  }
  if (advisories === 0)
    throw new SbrError('BAD_INPUT', `What was fetched for ${ecosystem} holds no advisory`, {
      next: 'Check --from and SBR_OSV_URL; the old snapshot stays.',
    })
  return { advisories, unreadable }
}

/** The manifest of a snapshot that is there and still is what it says; null otherwise. */
async function readManifest(folder: string): Promise<SnapshotManifest | null> {
  try {
    const parsed: unknown = JSON.parse(await readFile(join(folder, SNAPSHOT_MANIFEST), 'utf8'))
    if (!validator.Check(parsed)) return null
    const archive = join(folder, 'all.zip')
    await stat(archive)
    return (await hashFile(archive)) === parsed.sha256 ? parsed : null
  } catch {
    return null
  }
}

async function writeManifest(folder: string, manifest: SnapshotManifest): Promise<void> {
  const partial = join(folder, `.partial-${process.pid}-${randomUUID()}`)
  await writeFile(partial, `${JSON.stringify(manifest, null, 2)}\n`)
  await rename(partial, join(folder, SNAPSHOT_MANIFEST))
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}
