import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A private folder for one test, with files in it. */
export function makeFolder(files: Readonly<Record<string, string>> = {}): {
  path: string
  write(name: string, content: string): void
  remove(): void
} {
  const path = mkdtempSync(join(tmpdir(), 'sbr-test-'))
  const write = (name: string, content: string) => {
    const file = join(path, name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  for (const [name, content] of Object.entries(files)) write(name, content)
  return { path, write, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** A program on a PATH of its own that does what `script` (JavaScript) says: a stand-in for a tool, run as the tool is. */
export function makeProgram(name: string, script: string): { path: string; remove(): void } {
  const folder = makeFolder({ [name]: `#!${process.execPath}\n${script}` })
  chmodSync(join(folder.path, name), 0o755)
  return { path: folder.path, remove: folder.remove }
}

/** What a name of a file may do to whoever passes it on: run a command, pass an option, leave the folder, break a line. */
const HOSTILE_SHAPES: readonly ((marker: string, index: number) => string)[] = [
  (marker, index) => `$(touch ${marker})${index}`,
  (marker, index) => `\`touch ${marker}\`${index}`,
  (marker, index) => `; touch ${marker};${index}`,
  (marker, index) => `' ; touch ${marker} '${index}`,
  (marker, index) => `" ; touch ${marker} "${index}`,
  (marker, index) => `| touch ${marker} |${index}`,
  (marker, index) => `& touch ${marker} &${index}`,
  (marker, index) => `new\nline touch ${marker}${index}`,
  (_marker, index) => `--config=${index}`,
  (_marker, index) => `-rf${index}`,
  (_marker, index) => `..${index}`,
  (_marker, index) => `..\\..\\up${index}`,
  (_marker, index) => `%2e%2e%2fup${index}`,
  (_marker, index) => ` space ${index} `,
  (_marker, index) => `tab\t${index}`,
  (_marker, index) => `*?[a-z]${index}`,
  (_marker, index) => `{{7*7}}\${7*7}${index}`,
  (_marker, index) => `ünï 😀 \u202Egnp${index}`,
  (_marker, index) => `${'long'.repeat(50)}${index}`,
  (_marker, index) => `\u001b[31mred${index}`,
]

/** So many hostile names without an extension, all different; a command in them would create a file called `marker`. */
export const hostileNames = (count: number, marker: string): string[] =>
  Array.from({ length: count }, (_, index) =>
    (HOSTILE_SHAPES[index % HOSTILE_SHAPES.length] ?? String)(marker, index),
  )
