import { asArray, asInteger, asText, field } from '../../json/access.ts'
import { notThisFormat } from '../document-faults.ts'
import type { JsonOutline, Reader, ReadItem } from '../port.ts'
import { mergePaths } from './merge-paths.ts'
import { manifestOf } from './snyk-manifest.ts'

/** Lists of a project that grow with what was found. */
const LISTS = ['/vulnerabilities', '/filtered/ignore', '/filtered/patch'] as const

/**
 * `snyk test --json`: one project, or a list of them; a container's applications stand inside its
 * project. Each project is a run.
 */
export const snykJson: Reader = {
  name: 'snyk-json',
  folder: 'snyk',
  format: 'json',
  tools: ['snyk'],
  facts: {
    title: 'Snyk Open Source, JSON (`snyk test --json`)',
    proof: { by: 'captured', tools: ['Snyk CLI 1.1064.0'] },
    severity: '`severity`: critical, high, medium, low; else `CVSSv3`, else `cvssScore`',
    confidence: 'none',
    cwe: '`identifiers.CWE`',
    location:
      'the manifest of `displayTargetFile` (`package-lock.json` becomes `package.json`, as in its SARIF)',
    identity: "none; the advisory is Snyk's id, with CVE and GHSA as aliases",
    incomplete:
      '`ok: false` with `error`; `foundProjectCount`: projects that Snyk found and the report does not hold count as a failed run',
    limits: [
      'Snyk lists a hole once for each dependency path: these are one finding. Above 40,000 findings or 500,000 paths in a project they are merged in stretches.',
      'What a policy ignores or has patched is kept, with its suppression.',
      'The report names neither the version of the CLI nor of the database.',
      'A project that could not be tested is left out of the list; only the count tells.',
    ],
  },
  detect({ json: value }) {
    const first = Array.isArray(value) ? field(value, 0) : value
    return (
      (Array.isArray(field(first, 'vulnerabilities')) && field(first, 'ok') !== undefined) ||
      (field(first, 'ok') === false && typeof field(first, 'error') === 'string')
    )
  },
  *read(report): Generator<ReadItem> {
    const outline = report.outline(
      ...['', '/*', '/applications/*', '/*/applications/*'].flatMap((base) =>
        LISTS.map((list) => `${base}${list}`),
      ),
    )
    const { value } = outline
    const isList = Array.isArray(value)
    const projects = isList ? value : [value]
    for (const [index, project] of projects.entries())
      yield* readProject(outline, project, isList ? `/${index}` : '', report.name)
    yield* missingProjects(projects, report.name)
  },
}

function* readProject(
  outline: JsonOutline,
  project: unknown,
  pointer: string,
  report: string,
): Generator<ReadItem> {
  const tested = asText(field(project, 'displayTargetFile'))
  const error = asText(field(project, 'error'))
  const readable = outline.has(`${pointer}/vulnerabilities`) && error === null
  yield {
    type: 'run',
    run: {
      tool: 'snyk',
      version: null,
      pointer,
      ...(readable ? {} : { status: 'failed' as const }),
      targets: tested === null ? [] : [{ path: tested, status: readable ? 'scanned' : 'failed' }],
    },
  }
  if (error !== null)
    yield {
      type: 'diagnostic',
      diagnostic: {
        level: 'error',
        code: 'tool-error',
        message: error,
        path: report,
        position: `${pointer}/error`,
      },
    }
  else if (!readable)
    yield notThisFormat(outline, report, `${pointer}/vulnerabilities`, 'There is no list of vulnerabilities')
  const facts = {
    manifest: tested === null ? null : manifestOf(tested),
    packageManager: asText(field(project, 'packageManager')) ?? '',
  }
  for (const list of LISTS)
    if (outline.has(pointer + list)) yield* mergePaths(outline.elements(pointer + list), facts, report)
  for (const [index, application] of asArray(field(project, 'applications')).entries())
    yield* readProject(outline, application, `${pointer}/applications/${index}`, report)
}

/**
 * Snyk counts the projects that it found beside the first. Those of one tested folder that are not in the
 * report were not tested, or failed: a run of their own says so.
 */
function* missingProjects(projects: readonly unknown[], report: string): Generator<ReadItem> {
  const folders = new Map<string, { found: number; listed: number }>()
  for (const project of projects) {
    const folder = asText(field(project, 'path')) ?? ''
    const others = asInteger(field(project, 'foundProjectCount')) ?? 0
    const known = folders.get(folder) ?? { found: 0, listed: 0 }
    folders.set(folder, { found: Math.max(known.found, others + 1), listed: known.listed + 1 })
  }
  for (const { found, listed } of folders.values()) {
    if (found <= listed) continue
    yield { type: 'run', run: { tool: 'snyk', version: null, status: 'failed', targets: [] } }
    yield {
      type: 'diagnostic',
      diagnostic: {
        level: 'error',
        code: 'projects-missing',
        message: `Snyk found ${found} projects, and the report holds ${listed}: the others failed, or were not tested (--all-projects tests all)`,
        path: report,
        position: '/foundProjectCount',
      },
    }
  }
}
