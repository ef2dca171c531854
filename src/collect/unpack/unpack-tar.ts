import { createReadStream } from 'node:fs'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { type EntrySink, refuse } from './entry-sink.ts'
import type { UnpackLimits } from './limits.ts'

/** Headers and padding: at most a few blocks an entry, and a pax header is as long as its path. */
const OVERHEAD_BYTES_PER_ENTRY = 4096

/** Unpacks a `.tgz`/`.tar.gz`: plain files and folders alone. */
export async function unpackTar(
  archive: string,
  sink: EntrySink,
  limits: UnpackLimits,
  signal?: AbortSignal,
): Promise<void> {
  const entries = extract()
  const reading = pipeline(createReadStream(archive), createGunzip(), capStream(limits), entries, {
    ...(signal ? { signal } : {}),
  })
  const taking = takeEntries(entries, sink)
  try {
    await Promise.all([reading, taking])
  } catch (thrown) {
    entries.destroy()
    await Promise.allSettled([reading, taking])
    throw thrown
  }
}

async function takeEntries(entries: ReturnType<typeof extract>, sink: EntrySink): Promise<void> {
  for await (const entry of entries) {
    const { name, type, size } = entry.header
    if (type === 'directory') {
      await sink.takeFolder(name)
      entry.resume()
    } else if (type === 'file' || type === 'contiguous-file')
      // At run time it is a stream like any other; its types say less.
      await sink.takeFile(name, size ?? 0, entry as unknown as Readable)
    else throw refuse(`holds a ${type ?? 'thing of no kind'}, ${JSON.stringify(name.slice(0, 120))}`)
  }
}

/** A stream of headers alone costs as well. */
function capStream(limits: UnpackLimits): Transform {
  const cap = limits.totalBytes + limits.entries * OVERHEAD_BYTES_PER_ENTRY
  let seen = 0
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      seen += piece.length
      done(seen > cap ? refuse(`unpacks to more than ${cap} bytes`) : null, piece)
    },
  })
}
