import { SbrError } from '../../kernel/index.ts'

/** A segment longer than this cannot be a file name on any usual file system. */
const MAX_SEGMENT_BYTES = 255

/**
 * The path of an archive's entry as a relative POSIX path that stays inside, in NFC. Whatever would mean
 * something else to some operating system is refused, not mended: an honest archive has no such name.
 * An empty result is the archive's root.
 *
 * @throws SbrError `UNSAFE_ARCHIVE`
 */
export function checkEntryPath(raw: string, maxBytes: number): string {
  const fault = findFault(raw, maxBytes)
  if (fault)
    throw new SbrError('UNSAFE_ARCHIVE', `An entry's name ${fault}: ${JSON.stringify(raw.slice(0, 120))}`, {
      next: 'Do not use this archive.',
    })
  return raw
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/')
    .normalize('NFC')
}

function findFault(raw: string, maxBytes: number): string | null {
  if (raw === '') return 'is empty'
  if (Buffer.byteLength(raw, 'utf8') > maxBytes) return 'is too long'
  if (raw.includes('\\')) return 'holds a backslash'
  if (raw.startsWith('/')) return 'is absolute'
  if (raw.includes('\uFFFD')) return 'is not UTF-8'
  if (/\p{Cc}/u.test(raw)) return 'holds control characters'
  const segments = raw.split('/')
  if (segments.some((segment) => /^[A-Za-z]:/.test(segment))) return 'begins with a drive'
  if (segments.includes('..')) return 'climbs out'
  if (segments.some((segment) => Buffer.byteLength(segment, 'utf8') > MAX_SEGMENT_BYTES))
    return 'has a part that is too long'
  return null
}
