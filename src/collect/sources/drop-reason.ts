import { MAX_TARGET_BYTES } from '../../scanners/index.ts'

/** Why a file of a package is not scanned: it is not the code that the package runs, or no engine would read it. */
export type DropReason =
  | 'test'
  | 'documentation'
  | 'example'
  | 'vendored'
  | 'minified'
  | 'declaration'
  | 'built'
  | 'too-large'

const FOLDERS: readonly [DropReason, RegExp][] = [
  [
    'test',
    /^(?:tests?|testing|__tests__|specs?|fixtures?|__mocks__|mocks?|cypress|e2e|benchmarks?|bench|perf)$/i,
  ],
  ['documentation', /^(?:docs?|documentation|website|site|gh-pages)$/i],
  ['example', /^(?:examples?|samples?|demos?|tutorials?|contrib)$/i],
  [
    'vendored',
    /^(?:vendor|vendored|_vendor|third[_-]?party|externals|bower_components|node_modules|support)$/i,
  ],
]

const FILES: readonly [DropReason, RegExp][] = [
  [
    'test',
    /^(?:tests?|conftest|runtests)\.\w+$|^test_.*\.py$|_tests?\.(?:py|go)$|[.-](?:test|spec)\.[cm]?[jt]sx?$|^karma\.conf|^Gruntfile|^gulpfile/i,
  ],
  ['minified', /[.-]min\.[cm]?js$/i],
  ['declaration', /\.d\.[cm]?ts$|\.pyi$/i],
]

/** Folders with what a build made of the sources; dropped only where the sources are there as well. */
const BUILT = /^(?:dist|build|builds|out|bundle|bundles|umd|release)$/i

/** The reason to leave a file out, by its path and size; null: it is kept. */
export function dropReasonOf(path: string, bytes: number): DropReason | null {
  const parts = path.split('/')
  const name = parts.pop() ?? ''
  for (const [reason, pattern] of FOLDERS) if (parts.some((part) => pattern.test(part))) return reason
  for (const [reason, pattern] of FILES) if (pattern.test(name)) return reason
  return bytes > MAX_TARGET_BYTES ? 'too-large' : null
}

export const isBuilt = (path: string): boolean =>
  path
    .split('/')
    .slice(0, -1)
    .some((part) => BUILT.test(part))

/** Lines this long are written by tools for machines. */
const MINIFIED_LINE = 5_000
const MINIFIED_AVERAGE = 500

/** Minified by its content, whatever it is called. */
export function looksMinified(text: string): boolean {
  const lines = text.split('\n')
  return text.length / lines.length > MINIFIED_AVERAGE || lines.some((line) => line.length > MINIFIED_LINE)
}
