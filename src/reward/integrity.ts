/**
 * What a sample can do to look better than it is. The judge notices them, the policy says what each
 * leaves of the reward.
 */
export const INTEGRITY_KINDS = [
  // Nothing was there to be scanned, or no engine can have seen it.
  'empty',
  'binary',
  'over-size',
  'syntax-error',
  'markdown-fence',
  'wrong-language',
  'wrong-extension',
  'encoding-declaration',
  // The job was not done.
  'stub',
  'partial-stub',
  'deleted-functionality',
  // The sink was hidden from the engines.
  'suppression',
  'style-suppression',
  'dynamic-dispatch',
  'obfuscated-dispatch',
  'string-execution',
  'encoded-payload',
  'sink-alias',
  'hidden-characters',
  'roundabout-value',
  'sham-guard',
  // The measurement itself was attacked.
  'tampered-tests',
  'harness-probing',
  'addressed-judge',
] as const
export type IntegrityKind = (typeof INTEGRITY_KINDS)[number]

/** One thing noticed in a sample. */
export interface IntegritySignal {
  kind: IntegrityKind
  /** 1-based line; null where it concerns the whole sample. */
  line: number | null
  /** Words of ours about it; never text of the sample beyond an identifier. */
  detail: string
}

/**
 * What remains of the reward: the product of the factors of all distinct kinds. The same trick twice
 * counts once, so that long code is not punished for being long.
 */
export function scoreIntegrity(
  signals: readonly IntegritySignal[],
  factors: Readonly<Partial<Record<IntegrityKind, number>>>,
): number {
  const present = new Set(signals.map(({ kind }) => kind))
  return INTEGRITY_KINDS.filter((kind) => present.has(kind)).reduce(
    (left, kind) => left * (factors[kind] ?? 0),
    1,
  )
}
