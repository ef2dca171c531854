/** Values that a tool writes where it has no fingerprint to give. */
const EMPTY = new Set(['', 'requires login', 'null', 'undefined', 'none', '0'])

/** Drops what identifies nothing: empty values, placeholders, and values that several results of a run share. */
export function acceptFingerprints(
  results: readonly Readonly<Record<string, string>>[],
): Record<string, string>[] {
  const counts = new Map<string, number>()
  const keyOf = (name: string, value: string) => `${name}\0${value}`
  for (const fingerprints of results)
    for (const [name, value] of Object.entries(fingerprints))
      counts.set(keyOf(name, value), (counts.get(keyOf(name, value)) ?? 0) + 1)
  return results.map((fingerprints) =>
    Object.fromEntries(
      Object.entries(fingerprints).filter(
        ([name, value]) => !EMPTY.has(value.trim().toLowerCase()) && counts.get(keyOf(name, value)) === 1,
      ),
    ),
  )
}
