import { digestFields, type Language } from '../kernel/index.ts'

/** Extensions by language; the first is used where a sample has no path. */
const EXTENSIONS: Record<Language, readonly string[]> = {
  python: ['.py', '.pyw'],
  javascript: ['.js', '.mjs', '.cjs', '.jsx'],
  typescript: ['.ts', '.mts', '.cts', '.tsx'],
  java: ['.java'],
  go: ['.go'],
  c: ['.c', '.h'],
  cpp: ['.cpp', '.cc', '.cxx', '.hpp', '.hh', '.h'],
  csharp: ['.cs'],
  ruby: ['.rb'],
  php: ['.php'],
  kotlin: ['.kt', '.kts'],
}

/** Extension of a path, lower case, with its dot; empty where there is none. */
export const extensionOf = (path: string): string =>
  /(\.[A-Za-z0-9]{1,8})$/.exec(path)?.[1]?.toLowerCase() ?? ''

export const isExtensionOf = (extension: string, language: Language): boolean =>
  EXTENSIONS[language].includes(extension)

/**
 * The name under which a sample is scanned: a digest of what is scanned, never a name that the sample
 * chose. The same code has the same name in every batch, and so the same findings.
 */
export function scanNameOf(language: Language, text: string, path: string | undefined): string {
  const own = path === undefined ? '' : extensionOf(path)
  const extension = isExtensionOf(own, language) ? own : EXTENSIONS[language][0]
  return `s${digestFields([language, text]).slice(0, 32)}${extension}`
}

/** The path that findings carry: the sample's own where it is a plain relative path, else its id made harmless. */
export function shownPathOf(path: string | undefined, id: string): string {
  const text = path ?? id
  const parts = text
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
  return (
    parts
      .join('/')
      .replace(/\p{Cc}/gu, '?')
      .slice(0, 500) || 'sample'
  )
}
