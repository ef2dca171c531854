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

/** One fenced block of an answer; `language` is null where its tag names none that we know. */
export interface Fence {
  tag: string
  language: Language | null
  code: string
}

/** The fenced blocks of an answer, in order; one that is never closed goes to the end. */
export function readFences(text: string): Fence[] {
  return [...text.matchAll(/```([\w+-]*)[ \t]*\n([\s\S]*?)(?:\n```|$)/g)].map(([, tag = '', code = '']) => ({
    tag,
    language: FENCE_LANGUAGES[tag.toLowerCase()] ?? null,
    code,
  }))
}

/**
 * The code of a generated answer as samples, one a fenced block in a language we know. An answer without one has
 * none: prose is not code, and what was not scanned is not clean.
 */
export function readGeneration(generation: { id: string; text: string }): Sample[] {
  return readFences(generation.text).flatMap(({ language, code }, index) => {
    if (language === null || code.trim() === '') return []
    return [
      {
        id: `${generation.id}/${index}-${sha256(code).slice(0, 8)}`,
        language,
        code: `${code.trimEnd()}\n`,
      },
    ]
  })
}
