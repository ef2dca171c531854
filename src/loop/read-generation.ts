import { type Language, type Sample, sha256 } from '../kernel/index.ts'

/** Names that models give to languages in fences. */
const FENCE_LANGUAGES: Record<string, Language> = {
  python: 'python',
  py: 'python',
  javascript: 'javascript',
  js: 'javascript',
  typescript: 'typescript',
  ts: 'typescript',
  java: 'java',
  go: 'go',
}

/**
 * The code of a generated answer as samples, one a fenced block in a language we know. An answer without one has
 * none: prose is not code, and what was not scanned is not clean.
 */
export function readGeneration(generation: { id: string; text: string }): Sample[] {
  return [...generation.text.matchAll(/```([\w+-]*)[ \t]*\n([\s\S]*?)(?:\n```|$)/g)].flatMap(
    ([, tag = '', code = ''], index) => {
      const language = FENCE_LANGUAGES[tag.toLowerCase()]
      if (language === undefined || code.trim() === '') return []
      return [
        {
          id: `${generation.id}/${index}-${sha256(code).slice(0, 8)}`,
          language,
          code: `${code.trimEnd()}\n`,
        },
      ]
    },
  )
}
