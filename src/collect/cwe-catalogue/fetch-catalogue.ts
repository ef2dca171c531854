import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Readable } from 'node:stream'
import { fromBufferPromise } from 'yauzl'
import { SbrError } from '../../kernel/index.ts'
import { httpGet } from '../../platform/index.ts'

/** Where MITRE publishes the newest list (its page "Downloads", CWE content as XML). */
const MITRE_CATALOGUE_URL = 'https://cwe.mitre.org/data/xml/cwec_latest.xml.zip'

/** The zip of 4.19 has 2 MB, the XML 16 MB; ten times that is something else. */
const MAX_ZIP_BYTES = 32 * 1024 * 1024
const MAX_XML_BYTES = 192 * 1024 * 1024
const DOWNLOAD_TIMEOUT_MS = 5 * 60_000

export interface CatalogueSource {
  /** File or address. Default: MITRE's own. */
  from?: string
  signal?: AbortSignal
  /** Attempts of a download. Default 4. */
  attempts?: number
}

export interface FetchedCatalogue {
  /** Address, or the file's name without its folder. */
  from: string
  /** As it was fetched: a zip, or XML. */
  bytes: Uint8Array
  xml: Uint8Array
}

/**
 * MITRE's list as a zip or as XML, from its site, a mirror or a file.
 *
 * @throws SbrError `NETWORK`, `NOT_FOUND`, `NOT_ALLOWED`, `BAD_INPUT`, `CANCELLED`
 */
export async function fetchCatalogue(source: CatalogueSource): Promise<FetchedCatalogue> {
  const from = source.from ?? MITRE_CATALOGUE_URL
  const isAddress = /^https?:\/\//i.test(from)
  const bytes = isAddress ? await download(from, source) : await readLocal(from)
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b
  return {
    from: isAddress ? withoutSecrets(from) : basename(from),
    bytes,
    xml: isZip ? await unzipXml(from, bytes) : bytes,
  }
}

async function download(from: string, source: CatalogueSource): Promise<Uint8Array> {
  let pieces: Uint8Array[] = []
  try {
    await httpGet(
      new URL(from),
      {
        maxBytes: MAX_ZIP_BYTES,
        timeoutMs: DOWNLOAD_TIMEOUT_MS,
        ...(source.signal ? { signal: source.signal } : {}),
        ...(source.attempts ? { attempts: source.attempts } : {}),
      },
      {
        start: () => {
          pieces = []
        },
        piece: (bytes) => {
          pieces.push(bytes)
        },
      },
    )
  } catch (thrown) {
    if (!(thrown instanceof SbrError) || thrown.code === 'CANCELLED') throw thrown
    throw new SbrError(thrown.code, `The CWE catalogue was not updated: ${thrown.message}`, {
      cause: thrown,
      next: `Download ${MITRE_CATALOGUE_URL} on a machine that reaches it, then run \`sbr cwe update --from FILE\`; a mirror is named by --from or SBR_CWE_URL.`,
    })
  }
  return Buffer.concat(pieces)
}

async function readLocal(path: string): Promise<Uint8Array> {
  const next = 'Name the downloaded cwec_latest.xml.zip, or the XML file in it.'
  let file: Awaited<ReturnType<typeof open>>
  try {
    file = await open(path)
  } catch (cause) {
    throw new SbrError('NOT_FOUND', `${path} cannot be read`, { cause, next })
  }
  try {
    const facts = await file.stat()
    if (!facts.isFile() || facts.size > MAX_XML_BYTES)
      throw new SbrError('BAD_INPUT', `${path} is no file of at most ${MAX_XML_BYTES} bytes`, { next })
    return await file.readFile()
  } finally {
    await file.close()
  }
}

/** The one XML file of the zip. */
async function unzipXml(name: string, bytes: Uint8Array): Promise<Uint8Array> {
  const refuse = (why: string, cause?: unknown) =>
    new SbrError('BAD_INPUT', `${name} is not MITRE's zip: ${why}`, {
      next: 'Download it again.',
      ...(cause === undefined ? {} : { cause }),
    })
  try {
    const zip = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true })
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.toLowerCase().endsWith('.xml')) continue
      if (entry.uncompressedSize > MAX_XML_BYTES) throw refuse(`${entry.fileName} is too large`)
      return await readAll(await zip.openReadStreamPromise(entry))
    }
  } catch (thrown) {
    throw thrown instanceof SbrError ? thrown : refuse('it cannot be unpacked', thrown)
  }
  throw refuse('it holds no XML file')
}

async function readAll(stream: Readable): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of stream) pieces.push(piece as Uint8Array)
  return Buffer.concat(pieces)
}

/** An address without user, password and query: it is kept and shown. */
function withoutSecrets(address: string): string {
  const { protocol, host, pathname } = new URL(address)
  return `${protocol}//${host}${pathname}`
}
