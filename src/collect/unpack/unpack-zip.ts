import { type Entry, openPromise } from 'yauzl'
import { type EntrySink, refuse } from './entry-sink.ts'

const KIND_BITS = 0o170000
const FOLDER = 0o040000
const FILE = 0o100000

/** Unpacks a wheel or another zip: plain files and folders alone. */
export async function unpackZip(archive: string, sink: EntrySink, signal?: AbortSignal): Promise<void> {
  // Strict names: a backslash is refused by us, not turned into a slash before we see it.
  const zip = await openPromise(archive, { lazyEntries: true, strictFileNames: true, autoClose: false })
  try {
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted()
      const kind = kindOf(entry)
      if (kind === 'folder') await sink.takeFolder(entry.fileName)
      else {
        const content = await zip.openReadStreamPromise(entry)
        // It may fail before anybody reads it; whoever reads it then is told as well.
        content.on('error', () => {})
        await sink.takeFile(entry.fileName, entry.uncompressedSize, content)
      }
    }
  } finally {
    zip.close()
  }
}

function kindOf(entry: Entry): 'file' | 'folder' {
  if ((entry.generalPurposeBitFlag & 1) !== 0) throw refuse('holds an encrypted file')
  // Made on Unix: the upper half of the attributes is the mode, and so a link can be told.
  const kind = (entry.externalFileAttributes >>> 16) & KIND_BITS
  if (kind !== 0 && kind !== FILE && kind !== FOLDER)
    throw refuse(`holds a link or a device, ${JSON.stringify(entry.fileName.slice(0, 120))}`)
  return kind === FOLDER || entry.fileName.endsWith('/') ? 'folder' : 'file'
}
