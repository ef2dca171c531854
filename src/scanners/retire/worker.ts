/**
 * Warm retire.js: answers one JSON line for each JSON line on standard input. Run as a process of its own, since its
 * patterns may take for ever on a hostile text: whoever asks sets the deadline and ends it.
 *
 * Arguments: folder of the engines' `node_modules`; file with retire's data.
 * Question: `{"path", "code"}`. Answer: `{"results": […]}`, each a library with its vulnerabilities as in retire's own report.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

interface Vulnerability {
  identifiers?: { CVE?: string[]; bug?: string; issue?: string; githubID?: string }
}
interface Library {
  vulnerabilities?: Vulnerability[]
}
type Repository = object

/** As much of retire's library as is used; the package is not among our own. */
interface Retire {
  replaceVersion(text: string): string
  scanFileName(name: string, repository: Repository, includeUri: boolean): Library[]
  scanFileContent(text: string, repository: Repository, hasher: object): Library[]
  isVulnerable(libraries: readonly Library[]): boolean
}

const [modules = '', data = ''] = process.argv.slice(2)
const retire = createRequire(join(modules, 'x.js'))('retire') as Retire
const repository = JSON.parse(retire.replaceVersion(readFileSync(data, 'utf8'))) as Repository
const hasher = { sha1: (text: string) => createHash('sha1').update(text).digest('hex') }

/** The steps of `retire --path`: the name says which library it is, else the content does. */
function scan(path: string, code: string): Library[] {
  const byName = retire.scanFileName(path, repository, true)
  const libraries = byName.length > 0 ? byName : retire.scanFileContent(code, repository, hasher)
  return libraries
    .map((library) => ({ ...library, vulnerabilities: withoutTwins(library.vulnerabilities ?? []) }))
    .filter((library) => retire.isVulnerable([library]))
}

/** Its data lists some vulnerabilities twice, once for each range of versions: the first counts. */
function withoutTwins(vulnerabilities: readonly Vulnerability[]): Vulnerability[] {
  const kept: Vulnerability[] = []
  for (const vulnerability of vulnerabilities) {
    const own = namesOf(vulnerability)
    if (!kept.some((other) => namesOf(other).some((name) => own.includes(name)))) kept.push(vulnerability)
  }
  return kept
}

const namesOf = ({ identifiers }: Vulnerability): string[] =>
  [identifiers?.CVE, identifiers?.bug, identifiers?.issue, identifiers?.githubID]
    .flat()
    .filter((name) => name !== undefined)

createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
  const { path, code } = JSON.parse(line) as { path: string; code: string }
  process.stdout.write(`${JSON.stringify({ results: scan(path, code) })}\n`)
})
