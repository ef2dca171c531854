/** What a fence's info string may say for a language; an empty one says nothing against it. */
const TAGS: Record<string, readonly string[]> = {
  python: ['python', 'py', 'python3'],
  javascript: ['javascript', 'js', 'node', 'mjs', 'cjs'],
}

const OPENING = /^ {0,3}(`{3,}|~{3,})[ \t]*([^\s`]*)[^\n`]*$/m

/**
 * The code of an answer: its first fenced block of the language, or the whole answer where it holds no fence.
 * Nothing is mended and no prose is cut away: an answer that has to be edited before it runs did not run.
 * A block that was never closed counts as far as it goes. Null where the answer holds no code of the language.
 */
export function extractCode(text: string, language: string): string | null {
  let rest = text
  let fenced = false
  for (;;) {
    const opening = OPENING.exec(rest)
    if (!opening) break
    fenced = true
    const [line, fence = '```', tag = ''] = opening
    const body = rest.slice(opening.index + line.length).replace(/^\r?\n/, '')
    const closing = new RegExp(`^ {0,3}${fence[0]}{${fence.length},}[ \\t]*\\r?$`, 'm').exec(body)
    const code = closing ? body.slice(0, closing.index) : body
    const wanted = TAGS[language] ?? [language]
    if ((tag === '' || wanted.includes(tag.toLowerCase())) && code.trim() !== '') return code
    if (!closing) break
    rest = body.slice(closing.index + closing[0].length)
  }
  return fenced || text.trim() === '' ? null : text
}
