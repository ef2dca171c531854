import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { SbrError, toSbrError } from '../../kernel/index.ts'
import { EntrySink } from './entry-sink.ts'
import { DEFAULT_LIMITS, type UnpackLimits } from './limits.ts'
import { unpackTar } from './unpack-tar.ts'
import { unpackZip } from './unpack-zip.ts'

export interface UnpackOptions {
  limits?: Partial<UnpackLimits>
  signal?: AbortSignal
}

export interface Unpacked {
  files: number
  bytes: number
}

/**
 * Unpacks a package's archive (npm tarball, source archive, wheel) into a folder that does not exist
 * yet. Nothing is installed and nothing is run. The kind is told from the content. A single folder at
 * the top (`package/`, `name-version/`) is left out. The folder appears only when all went well;
 * otherwise nothing of the archive stays behind.
 *
 * @throws SbrError `UNSAFE_ARCHIVE` for what no honest archive has, `BAD_INPUT` for a damaged one, `DISK_FULL`.
 */
export async function unpackArchive(
  archive: string,
  destination: string,
  options: UnpackOptions = {},
): Promise<Unpacked> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const { size } = await stat(archive)
  const partial = join(dirname(destination), `.partial-${basename(destination)}-${randomUUID()}`)
  const inside = join(partial, 'content')
  try {
    await mkdir(inside, { recursive: true })
    const sink = new EntrySink(inside, size, limits)
    if (await isZip(archive)) await unpackZip(archive, sink, options.signal)
    else await unpackTar(archive, sink, limits, options.signal)
    if (sink.files === 0) throw new SbrError('BAD_INPUT', 'The archive holds no file')
    await rename(await topOf(inside), destination)
    return { files: sink.files, bytes: sink.bytes }
  } catch (thrown) {
    throw explain(thrown, options.signal)
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
}

function explain(thrown: unknown, signal?: AbortSignal): SbrError {
  if (signal?.aborted) return new SbrError('CANCELLED', 'Unpacking was cancelled')
  const error = toSbrError(thrown, 'BAD_INPUT')
  if (error === thrown || error.code !== 'BAD_INPUT') return error
  return new SbrError('BAD_INPUT', `The archive is damaged: ${error.message}`, {
    cause: thrown,
    next: 'Fetch it again.',
  })
}

async function isZip(archive: string): Promise<boolean> {
  const handle = await open(archive, 'r')
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.readUInt32LE(0) === 0x04034b50
  } finally {
    await handle.close()
  }
}

async function topOf(folder: string): Promise<string> {
  const [only, ...others] = await readdir(folder, { withFileTypes: true })
  return only?.isDirectory() && others.length === 0 ? join(folder, only.name) : folder
}
