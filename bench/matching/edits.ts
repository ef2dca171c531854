import type { Finding } from '../../src/kernel/index.ts'

/** A file after an edit: its path, its text, and where each earlier line went (1-based; 0: it is gone). */
export interface EditedFile {
  path: string
  text: string
  lineOf: (line: number) => number
}

/** One file and the findings in it. */
export interface EditInput {
  path: string
  text: string
  findings: readonly Finding[]
}

export interface Edit {
  name: string
  apply(file: EditInput): EditedFile
}

const isPython = (path: string): boolean => path.endsWith('.py')
const comment = (path: string, text: string): string => (isPython(path) ? `# ${text}` : `// ${text}`)

/** Rewrites line by line: each line becomes some lines, the first of which is where it went; none: it is gone. */
function mapLines(file: EditInput, change: (line: string, number: number) => string[]): EditedFile {
  const places: number[] = []
  const out: string[] = []
  for (const [index, line] of file.text.split('\n').entries()) {
    const lines = change(line, index + 1)
    const own = lines.findIndex((one) => !one.includes(INSERTED))
    places.push(own < 0 ? 0 : out.length + own + 1)
    out.push(...lines)
  }
  return { path: file.path, text: out.join('\n'), lineOf: (line) => places[line - 1] ?? 0 }
}

const INSERTED = 'a line that an edit put here'

/** Twice the indentation, and a break after the first bracket of a call where that is surely harmless. */
function reformat(line: string): string[] {
  const indent = /^\s*/.exec(line)?.[0] ?? ''
  const rest = line.slice(indent.length)
  const open = rest.indexOf('(')
  const balanced = (rest.match(/\(/g)?.length ?? 0) === (rest.match(/\)/g)?.length ?? 0)
  const wide = indent + indent
  if (open < 1 || !balanced || /["'`/#*]/.test(rest.slice(0, open)) || !/[\w$]/.test(rest[open - 1] ?? ''))
    return [wide + rest]
  return [wide + rest.slice(0, open + 1), `${wide}    ${rest.slice(open + 1)}`]
}

/** May a line be taken out whole? One statement that opens nothing. */
export function isWholeStatement(path: string, line: string): boolean {
  const text = line.trim()
  const balanced = ['()', '[]', '{}'].every(
    ([open = '', close = '']) => text.split(open).length === text.split(close).length,
  )
  const starts =
    /^(?:if|elif|else|for|while|with|try|except|def|class|function|return|import|from|case|\}|\)|\]|,|\.|&|\||\?|:)/
  return balanced && !starts.test(text) && (isPython(path) ? /[)\w]$/.test(text) : text.endsWith(';'))
}

/** Puts nothing in the place of the first finding that is one whole statement. */
function fixOne(file: EditInput): EditedFile {
  const lines = file.text.split('\n')
  const victim = file.findings.find(
    ({ location }) =>
      location !== null &&
      location.startLine === location.endLine &&
      isWholeStatement(file.path, lines[location.startLine - 1] ?? ''),
  )
  return mapLines(file, (line, number) => {
    if (number !== victim?.location?.startLine) return [line]
    // The statement may have been the only one of its block.
    const nothing = isPython(file.path) ? `pass  # ${INSERTED}` : `; // ${INSERTED}`
    return [`${/^\s*/.exec(line)?.[0] ?? ''}${nothing}`]
  })
}

const renamed = (path: string): string => `moved/${path.replace(/([^/]+)$/, 'new-$1')}`

export const EDITS: readonly Edit[] = [
  {
    name: 'lines above',
    apply: (file) =>
      mapLines(file, (line, number) =>
        number === 1 ? [...Array.from({ length: 5 }, () => comment(file.path, INSERTED)), line] : [line],
      ),
  },
  { name: 'reformatted', apply: (file) => mapLines(file, reformat) },
  {
    name: 'renamed and edited',
    apply: (file) => ({
      ...mapLines(file, (line, number) => (number === 3 ? [comment(file.path, INSERTED), line] : [line])),
      path: renamed(file.path),
    }),
  },
  {
    name: 'edited next to findings',
    apply: (file) => {
      const at = new Set(file.findings.map(({ location }) => location?.startLine))
      return mapLines(file, (line, number) => {
        if (!at.has(number)) return [line]
        return [`${/^\s*/.exec(line)?.[0] ?? ''}${comment(file.path, INSERTED)}`, line]
      })
    },
  },
  {
    name: 'one fixed, one added',
    apply: (file) => {
      const edited = fixOne(file)
      const added = isPython(file.path) ? 'exec(compile("1", "x", "exec"))' : 'eval(process.argv[2]);'
      return { ...edited, text: `${edited.text}\n${added}\n` }
    },
  },
  {
    name: 'one fixed, and renamed',
    apply: (file) => ({ ...fixOne(file), path: renamed(file.path) }),
  },
]
