export function matchesPattern(pattern: string, name: string): boolean {
  let reached: boolean[] = Array.from({ length: name.length + 1 }, (_, end) => end === 0)
  for (const sign of pattern) {
    const next: boolean[] = [sign === '*' && reached[0]!]
    for (let end = 1; end <= name.length; end++) {
      next[end] =
        sign === '*'
          ? reached[end]! || next[end - 1]!
          : reached[end - 1]! && (sign === '?' || sign === name[end - 1])
    }
    reached = next
  }
  return reached[name.length]!
}
