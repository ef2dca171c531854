import type { Rate } from '../../kernel/index.ts'

/** `12/60 = 20 % [11, 32]`; without a sample there is no rate. */
export function formatRate(rate: Rate): string {
  if (rate.rate === null || rate.low === null || rate.high === null) return `n = ${rate.n}: no rate`
  const percent = (value: number) => Math.round(value * 100)
  return `${rate.successes}/${rate.n} = ${percent(rate.rate)} % [${percent(rate.low)}, ${percent(rate.high)}]`
}

/** Seconds as people read them: `4.2 s`, `3 min 5 s`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

/** Bytes in powers of 1024. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(0)} KiB`
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(0)} MiB`
  return `${(bytes / 1024 ** 3).toFixed(2)} GiB`
}

/** `a 3, b 2`, largest first. */
export function formatCounts(counts: Record<string, number>): string {
  const entries = Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  return entries.length === 0 ? 'none' : entries.map(([key, count]) => `${key} ${count}`).join(', ')
}

/** Numbers of a gate rule: counts as they are, shares with three digits. */
export function formatValue(value: number | null): string {
  if (value === null) return 'not measured'
  return Number.isInteger(value) ? String(value) : value.toFixed(3)
}
