import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { openPromise } from 'yauzl'
import { type Diagnostic, type OsvAdvisory, OsvAdvisorySchema, SbrError } from '../../kernel/index.ts'

/** Bytes of one record. The largest of OSV have some hundred kilobytes. */
const MAX_RECORD_BYTES = 4 * 1024 * 1024
/** Records of one source: npm alone has more than 200,000. */
const MAX_RECORDS = 2_000_000

const validator = Compile(OsvAdvisorySchema)

/** One record of a source: an advisory, or what is wrong with it. */
export type AdvisoryItem =
  | { kind: 'advisory'; advisory: OsvAdvisory; file: string }
  | { kind: 'diagnostic'; diagnostic: Diagnostic }

/**
 * Reads OSV records one by one from a zip, from a folder of JSON files, or from a folder of zips. A
 * broken record is a diagnostic, and the rest goes on.
 *
 * @throws SbrError `NOT_FOUND`, `BAD_INPUT` where the source itself cannot be read.
 */
export async function* readAdvisories(source: string): AsyncGenerator<AdvisoryItem> {
  let count = 0
  for await (const { file, bytes } of readRecords(source)) {
    if (++count > MAX_RECORDS)
      throw new SbrError('BAD_INPUT', `${source} holds more than ${MAX_RECORDS} records`)
    yield parseRecord(file, bytes)
  }
}

/** Everything that a source holds, in memory. */
export async function loadAdvisories(
  source: string,
): Promise<{ advisories: OsvAdvisory[]; diagnostics: Diagnostic[] }> {
  const advisories: OsvAdvisory[] = []
  const diagnostics: Diagnostic[] = []
  for await (const item of readAdvisories(source)) {
    if (item.kind === 'advisory') advisories.push(item.advisory)
    else diagnostics.push(item.diagnostic)
  }
  return { advisories, diagnostics }
}

function parseRecord(file: string, bytes: Buffer | null): AdvisoryItem {
  const broken = (code: string, message: string): AdvisoryItem => ({
    kind: 'diagnostic',
    diagnostic: { level: 'warning', code, message, path: file },
  })
  if (bytes === null) return broken('too-large', `More than ${MAX_RECORD_BYTES} bytes: not read`)
  let parsed: unknown
  try {
    parsed = JSON.parse(bytes.toString('utf8'))
  } catch {
    return broken('parse-error', 'Not JSON')
  }
  if (validator.Check(parsed)) return { kind: 'advisory', advisory: parsed, file }
  const [first] = validator.Errors(parsed)
  return broken('not-osv', `Not an OSV record: ${first?.instancePath ?? ''} ${first?.message ?? ''}`)
}

interface RecordFile {
  file: string
  /** Null: too large. */
  bytes: Buffer | null
}

async function* readRecords(source: string): AsyncGenerator<RecordFile> {
  const status = await stat(source).catch((cause: unknown) => {
    throw new SbrError('NOT_FOUND', `${source} cannot be read`, {
      cause,
      next: 'Run `sbr advisories update`, or name a folder or zip with OSV records.',
    })
  })
  if (!status.isDirectory()) {
    yield* readZip(source)
    return
  }
  for (const name of (await readdir(source, { recursive: true })).sort()) {
    const path = join(source, name)
    if (name.endsWith('.zip')) yield* readZip(path)
    else if (name.endsWith('.json') && !name.endsWith(SNAPSHOT_MANIFEST)) {
      const { size } = await stat(path)
      yield { file: name, bytes: size > MAX_RECORD_BYTES ? null : await readFile(path) }
    }
  }
}

/** What `sbr advisories update` writes beside a snapshot; no record. */
export const SNAPSHOT_MANIFEST = 'snapshot.manifest.json'

async function* readZip(path: string): AsyncGenerator<RecordFile> {
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((cause: unknown) => {
    throw new SbrError('BAD_INPUT', `${path} is no readable zip`, { cause, next: 'Fetch it again.' })
  })
  try {
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('.json')) continue
      if (entry.uncompressedSize > MAX_RECORD_BYTES) {
        yield { file: entry.fileName, bytes: null }
        continue
      }
      const pieces: Buffer[] = []
      // yauzl ends with an error where the content is longer than its header says.
      for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer)
      yield { file: entry.fileName, bytes: Buffer.concat(pieces) }
    }
  } finally {
    zip.close()
  }
}
