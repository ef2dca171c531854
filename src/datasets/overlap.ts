/** Tokens of code or prose: words and single signs; white space and case do not count. */
function tokensOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? []
}

/** All runs of `size` tokens; a text shorter than that is one run. */
function gramsOf(text: string, size: number): Set<string> {
  const tokens = tokensOf(text)
  if (tokens.length === 0) return new Set()
  if (tokens.length < size) return new Set([tokens.join(' ')])
  const grams = new Set<string>()
  for (let i = 0; i + size <= tokens.length; i++) grams.add(tokens.slice(i, i + size).join(' '))
  return grams
}

const GRAM_SIZE = 5
const CONTAINMENT = 0.8

/**
 * Compares texts with a set of held-out texts by n-gram containment (Broder 1997): the share of a
 * held-out text's token 5-grams that the other text has too. At 0.8 a renamed variable or two still counts.
 */
export function overlapDetector(heldOut: readonly string[]): (text: string) => boolean {
  const references = heldOut.map((text) => gramsOf(text, GRAM_SIZE)).filter((grams) => grams.size > 0)
  return (text) => {
    const grams = gramsOf(text, GRAM_SIZE)
    return references.some((reference) => {
      let shared = 0
      for (const gram of reference) if (grams.has(gram)) shared++
      return shared / reference.size >= CONTAINMENT
    })
  }
}
