/**
 * The p-quantile of a sample by linear interpolation between order statistics
 * (definition 7 of Hyndman and Fan, 1996, The American Statistician 50:361). Throws on an empty sample.
 */
export function quantile(values: readonly number[], p: number): number {
  if (values.length === 0) throw new RangeError('no quantile of an empty sample')
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is no probability`)
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * p
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below === above ? below : below + (above - below) * (at - Math.floor(at))
}
