const FENCE = /^ {0,3}(```|~~~)/gm

/**
 * End of the first complete fenced code block in a text that is still growing, or null: the offset behind
 * the closing fence. The closing fence counts once nothing but white space can follow on its line.
 */
export function endOfCodeBlock(text: string): number | null {
  const fences = [...text.matchAll(FENCE)]
  const open = fences[0]
  if (!open) return null
  const close = fences.slice(1).find((fence) => fence[1] === open[1])
  return close ? close.index + close[0].length : null
}
