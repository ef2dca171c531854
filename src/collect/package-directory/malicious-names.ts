import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openPromise } from 'yauzl'

/** Packages that advisories of an ecosystem call malicious as a whole. */
export interface MaliciousNames {
  names: ReadonlySet<string>
  /** SHA-256 of the advisories; null: none at hand. */
  snapshot: string | null
}

/** An advisory about a malicious package has a few kilobytes. */
const MAX_BYTES = 1024 * 1024

/** OSV's ids of malicious packages (github.com/ossf/malicious-packages). */
const MALICIOUS = /(?:^|\/)MAL-[\w-]+\.json$/

/** Reads the names out of `<home>/advisories/<Ecosystem>/all.zip`; only the entries of malicious packages are opened. */
export async function loadMaliciousNames(home: string, ecosystem: 'npm' | 'PyPI'): Promise<MaliciousNames> {
  const archive = join(home, 'advisories', ecosystem, 'all.zip')
  if (!existsSync(archive)) return { names: new Set(), snapshot: null }
  const hash = createHash('sha256')
  await pipeline(createReadStream(archive), hash)
  const names = new Set<string>()
  const zip = await openPromise(archive, { lazyEntries: true, autoClose: true })
  for await (const entry of zip.eachEntry()) {
    if (!MALICIOUS.test(entry.fileName) || entry.uncompressedSize > MAX_BYTES) continue
    const pieces: Buffer[] = []
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer)
    for (const name of namesIn(Buffer.concat(pieces).toString('utf8'), ecosystem))
      names.add(normaliseName(name, ecosystem))
  }
  return { names, snapshot: hash.digest('hex') }
}

/** Names as the ecosystem compares them: PEP 503 for PyPI, letter by letter for npm. */
export const normaliseName = (name: string, ecosystem: 'npm' | 'PyPI'): string =>
  ecosystem === 'PyPI' ? name.replace(/[-_.]+/g, '-').toLowerCase() : name

/** A package that was taken over for some versions is not malicious as a whole: only open-ended ranges count. */
function namesIn(text: string, ecosystem: string): string[] {
  const value = parse(text)
  if (!isRecord(value) || !Array.isArray(value.affected) || value.withdrawn) return []
  return value.affected.flatMap((affected: unknown) => {
    if (!isRecord(affected) || !isRecord(affected.package) || affected.package.ecosystem !== ecosystem)
      return []
    const { name } = affected.package
    const ranges = Array.isArray(affected.ranges) ? affected.ranges : []
    const open = ranges.some(
      (range: unknown) =>
        isRecord(range) &&
        Array.isArray(range.events) &&
        range.events.some((event: unknown) => isRecord(event) && event.introduced === '0') &&
        !range.events.some((event: unknown) => isRecord(event) && (event.fixed || event.last_affected)),
    )
    return open && typeof name === 'string' ? [name] : []
  })
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
